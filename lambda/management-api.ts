import type { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { awsClientLimits } from './aws/client-limits.js';
import type { PostOutcome } from './relay.js';

/** The API and the stage that an event came from. */
export interface ApiLocation {
  readonly apiId: string;
  readonly stage: string;
}

/** The AWS SDK's own environment variable for the endpoint. */
const ENDPOINT_VARIABLE = 'AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI';

/**
 * Posts to `@connections` of API Gateway. It keeps one SDK client per endpoint, with its open connection, for as long
 * as Lambda keeps the execution environment.
 */
export class ManagementApi {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #clients = new Map<string | undefined, ApiGatewayManagementApiClient>();

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
  }

  /**
   * @returns the HTTP status, also if it is an error
   * @throws the SDK's error if no answer came
   */
  async post(location: ApiLocation, connectionId: string, text: string): Promise<PostOutcome> {
    // Not part of the start of a function: its first message is who-am-I, which needs nothing of the SDK.
    const { ApiGatewayManagementApiClient, PostToConnectionCommand } =
      await import('./aws/api-gateway-management.js');
    const command = new PostToConnectionCommand({ ConnectionId: connectionId, Data: text });
    try {
      const client = this.#client(location, ApiGatewayManagementApiClient);
      const { $metadata } = await client.send(command);
      return { status: $metadata.httpStatusCode ?? null };
    } catch (error) {
      // By status, not by name: without the x-amzn-ErrorType header the SDK calls a 410 "Unknown".
      const status = httpStatusOf(error);
      if (status === null) throw error;
      return { status };
    }
  }

  #client(
    location: ApiLocation,
    Client: typeof ApiGatewayManagementApiClient,
  ): ApiGatewayManagementApiClient {
    const endpoint = this.#endpoint(location);
    let client = this.#clients.get(endpoint);
    if (!client) {
      client = new Client({
        ...(endpoint === undefined ? {} : { endpoint }),
        ...awsClientLimits(),
      });
      this.#clients.set(endpoint, client);
    }
    return client;
  }

  /** `undefined` if the variable is set: the SDK reads it only if it is given no endpoint. */
  #endpoint({ apiId, stage }: ApiLocation): string | undefined {
    if (this.#environment[ENDPOINT_VARIABLE]) return undefined;
    const region = this.#environment['AWS_REGION'] ?? '';
    const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    // Never from the event's domainName: with a custom domain that is the wrong host.
    return `https://${apiId}.execute-api.${region}.${suffix}/${stage}`;
  }
}

function httpStatusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('$metadata' in error)) return null;
  const { $metadata } = error;
  if (typeof $metadata !== 'object' || $metadata === null) return null;
  if (!('httpStatusCode' in $metadata)) return null;
  return typeof $metadata.httpStatusCode === 'number' ? $metadata.httpStatusCode : null;
}
