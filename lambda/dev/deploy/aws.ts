import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** The account and region that a command works in. */
export interface Aws {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudFront: CloudFrontClient;
  readonly s3: S3Client;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** Who is signed in, as an ARN. */
  readonly caller: string;
}

const CONNECTION_TIMEOUT_MS = 10_000;
/** For the upload of a large file over a slow line, too. */
const REQUEST_TIMEOUT_MS = 300_000;

/**
 * Finds out the region and who is signed in. Credentials come from where every AWS SDK looks for them: the environment,
 * profiles, SSO, `aws login`, or the machine's own role. `AWS_ENDPOINT_URL` leads to another server, for tests.
 *
 * @param givenRegion otherwise it is the one of the environment or of the profile
 * @throws the SDK's error if there is no region, if nobody is signed in, or if AWS can't be reached
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
export async function connectToAws(
  givenRegion: string | null,
  environment: NodeJS.ProcessEnv,
): Promise<Aws> {
  // The SDK is inside this package, so which Node it will want next year is not for its users to act upon.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const wanted = givenRegion ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  const options = {
    ...(wanted !== undefined && { region: wanted }),
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
    },
  };
  const sts = new STSClient(options);
  const region = await sts.config.region();
  const { Account: account = '', Arn: caller = '' } = await sts.send(
    new GetCallerIdentityCommand({}),
  );
  return {
    cloudFormation: new CloudFormationClient(options),
    cloudFront: new CloudFrontClient(options),
    s3: new S3Client(options),
    region,
    account,
    caller,
  };
}
