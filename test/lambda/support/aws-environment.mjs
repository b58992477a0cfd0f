/**
 * Sets variables of the environment for one test.
 *
 * @param {import('node:test').TestContext} test
 */
export function setEnvironment(test, variables) {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  test.after(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });
}

/** For the AWS SDK: a region and credentials that are none. */
export const AWS_ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** An error as the AWS SDK gets it, in either of AWS's two JSON protocols. */
export function awsError(status, type, message = 'as AWS says it') {
  return { status, headers: { 'x-amzn-errortype': type }, body: { __type: type, message } };
}
