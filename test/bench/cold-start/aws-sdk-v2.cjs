// What the tutorial's function does, with the SDK that it uses: tells the sender its address, and posts what has a target.
const AWS = require('aws-sdk');

exports.handler = async ({ requestContext, body }) => {
  const { connectionId: sender, domainName, stage } = requestContext;
  if (body) {
    const { connectionId: target, message } = JSON.parse(body);
    const api = new AWS.ApiGatewayManagementApi({ endpoint: `${domainName}/${stage}` });
    const text = JSON.stringify({ message, from: sender });
    await api.postToConnection({ ConnectionId: target, Data: text }).promise();
  }
  return { statusCode: 200, body: JSON.stringify({ connectionId: sender }) };
};
