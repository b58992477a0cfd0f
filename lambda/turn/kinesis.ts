import { randomInt } from 'node:crypto';
import type { KinesisVideoClient } from '@aws-sdk/client-kinesis-video';
import type { KinesisVideoSignalingClient } from '@aws-sdk/client-kinesis-video-signaling';
import { awsClientLimits } from '../aws/client-limits.js';
import { TURN_REQUEST_MS, type IceCredentials, type IceProvider } from './ice-provider.js';
import { takeIceServers } from './ice-server-guard.js';
import { TurnError } from './turn-error.js';

/** `arn:aws:kinesisvideo:{region}:{account}:channel/{name}/{creation time}` */
const CHANNEL_ARN =
  /^arn:aws[\w-]*:kinesisvideo:([a-z0-9-]{1,30}):\d{12}:channel\/[\w.-]{1,256}\/\d+$/;
/** Another channel may help against these. The first is the channel's own limit: 5 calls in a second. */
const BUSY = /^(ClientLimitExceeded|Throttling|TooManyRequests|LimitExceeded)(Exception)?$/;
const MAX_CHANNELS_ASKED = 3;
/** The SDK's own variable, for tests and for private endpoints. It rules over the endpoint that AWS names. */
const SIGNALING_ENDPOINT_VARIABLE = 'AWS_ENDPOINT_URL_KINESIS_VIDEO_SIGNALING';
/** What AWS promises is 300 s. More than a day would be a mistake. */
const MAX_TTL = 86_400;

/**
 * Credentials for the TURN servers of Amazon Kinesis Video Streams. A signaling channel allows 5 requests in a second and 50
 * allocations at a time, which is 4 to 25 calls; so there is a pool of them, and each request takes one at random: were it
 * the same one for the same browser, a full channel would stay full for it.
 *
 * @see https://docs.aws.amazon.com/kinesisvideostreams-webrtc-dg/latest/devguide/kvswebrtc-limits.html
 */
export class KinesisProvider implements IceProvider {
  readonly #channels: readonly string[];
  readonly #environment: NodeJS.ProcessEnv;
  readonly #controlClients = new Map<string, KinesisVideoClient>();
  /** By channel. Its endpoint stays the same as long as there is the channel. */
  readonly #signalingClients = new Map<string, Promise<KinesisVideoSignalingClient>>();

  /** @param channels ARNs, all of them of the form that {@link isChannelArn} checks */
  constructor(channels: readonly string[], environment: NodeJS.ProcessEnv) {
    this.#channels = channels;
    this.#environment = environment;
  }

  async mint(user: string): Promise<IceCredentials> {
    const first = randomInt(this.#channels.length);
    const asked = [...this.#channels.slice(first), ...this.#channels.slice(0, first)];
    let cause: unknown;
    for (const channel of asked.slice(0, MAX_CHANNELS_ASKED)) {
      try {
        return await this.#ask(channel, user);
      } catch (error) {
        if (!(error instanceof Error) || !BUSY.test(error.name)) throw error;
        cause = error;
      }
    }
    const message = 'The signaling channels of TURN_CHANNELS have reached their limits: add more.';
    throw new TurnError('ALL_CHANNELS_BUSY', message, { cause });
  }

  async #ask(channel: string, user: string): Promise<IceCredentials> {
    const { GetIceServerConfigCommand } = await import('../aws/kinesis-video-signaling.js');
    const client = await this.#signalingClient(channel);
    const command = new GetIceServerConfigCommand({
      ChannelARN: channel,
      Service: 'TURN',
      Username: user,
    });
    const { IceServerList = [] } = await client.send(command);
    const iceServers = takeIceServers(
      IceServerList.map(({ Uris, Username, Password }) => ({
        urls: Uris,
        username: Username,
        credential: Password,
      })),
    );
    return { iceServers, ttl: shortestTtl(IceServerList) };
  }

  #signalingClient(channel: string): Promise<KinesisVideoSignalingClient> {
    let client = this.#signalingClients.get(channel);
    if (!client) {
      client = this.#makeSignalingClient(channel);
      this.#signalingClients.set(channel, client);
      // A failure is not kept: the next request tries again.
      client.catch(() => this.#signalingClients.delete(channel));
    }
    return client;
  }

  async #makeSignalingClient(channel: string): Promise<KinesisVideoSignalingClient> {
    const { KinesisVideoSignalingClient } = await import('../aws/kinesis-video-signaling.js');
    const region = regionOf(channel);
    const endpoint = await this.#endpoint(channel, region);
    return new KinesisVideoSignalingClient({
      ...awsClientLimits(TURN_REQUEST_MS),
      region,
      ...(this.#environment[SIGNALING_ENDPOINT_VARIABLE] ? {} : { endpoint }),
      // The next channel is the second attempt.
      maxAttempts: 1,
    });
  }

  async #endpoint(channel: string, region: string): Promise<string> {
    const { GetSignalingChannelEndpointCommand, KinesisVideoClient } =
      await import('../aws/kinesis-video.js');
    let client = this.#controlClients.get(region);
    if (!client) {
      client = new KinesisVideoClient({ ...awsClientLimits(TURN_REQUEST_MS), region });
      this.#controlClients.set(region, client);
    }
    const command = new GetSignalingChannelEndpointCommand({
      ChannelARN: channel,
      SingleMasterChannelEndpointConfiguration: { Protocols: ['HTTPS'], Role: 'VIEWER' },
    });
    const { ResourceEndpointList = [] } = await client.send(command);
    const { ResourceEndpoint } =
      ResourceEndpointList.find(({ Protocol }) => Protocol === 'HTTPS') ?? {};
    if (!ResourceEndpoint || !URL.canParse(ResourceEndpoint)) {
      throw new TurnError('NO_ENDPOINT', 'AWS named no HTTPS endpoint of the signaling channel.');
    }
    return ResourceEndpoint;
  }
}

/** Whether it names a signaling channel. */
export function isChannelArn(text: string): boolean {
  return CHANNEL_ARN.test(text);
}

/** A channel may be in another region than the function. */
function regionOf(channel: string): string {
  return CHANNEL_ARN.exec(channel)?.[1] ?? '';
}

function shortestTtl(servers: readonly { readonly Ttl?: number | undefined }[]): number {
  const ttls = servers.map(({ Ttl }) => Ttl).filter((ttl) => Number.isSafeInteger(ttl)) as number[];
  const ttl = Math.min(...ttls, MAX_TTL);
  if (ttls.length === 0 || ttl <= 0) {
    throw new TurnError('NO_TURN_SERVER', 'AWS did not say for how long the credentials are good.');
  }
  return ttl;
}
