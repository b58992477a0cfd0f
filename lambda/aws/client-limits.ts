/**
 * For the clients of the AWS SDK: a browser waits for the answer, and must not wait until Lambda gives up.
 *
 * @param requestTimeout in milliseconds
 */
export function awsClientLimits(requestTimeout = 3000) {
  return {
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: 1000,
      requestTimeout,
      // Without it the SDK only prints a warning after the timeout, and goes on waiting.
      throwOnRequestTimeout: true,
    },
  };
}
