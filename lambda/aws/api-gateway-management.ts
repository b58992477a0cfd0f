// To be loaded by `import()`, as all clients here: a function then starts without them. Of the SDK's packages these names are
// in the bundle, and no others.
export {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
