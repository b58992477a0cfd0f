/** For the clients of the AWS SDK: a caller waits for its TURN servers, and can do without them. */
export const AWS_CLIENT_LIMITS = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 2000,
    // Without it the SDK only prints a warning after the timeout, and goes on waiting.
    throwOnRequestTimeout: true,
  },
} as const;
