import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { newAwsId } from './aws-ids.js';
import { Connection, type AuthorizerContext, type ConnectionInfo } from './connection.js';
import { DelayQueue } from './delay-queue.js';
import { MAX_MESSAGE_BYTES, watchFrameSize } from './frame-size.js';
import type { GatewayCore } from './gateway-core.js';
import {
  authorizerEvent,
  connectEvent,
  disconnectEvent,
  messageEvent,
  type LambdaEvent,
} from './lambda-event.js';
import { readLambdaResult, type LambdaResult } from './lambda-result.js';
import { selectRoute } from './route-selection.js';
import { createSeededRandom } from '../../src/signaling/memory/seeded-random.js';
import { TokenBucket } from './token-bucket.js';

const UNSUPPORTED_DATA = 1003;
const MESSAGE_TOO_BIG = 1009;
const SERVICE_UNAVAILABLE = 503;

/** What API Gateway itself tells a client. AWS does not document the text for a throttled message. */
type GatewayErrorText = 'Forbidden' | 'Internal server error' | 'Too Many Requests';

/** The clients' side of the gateway: handshakes, messages, routes, and the frames that go back. */
export class WebSocketEndpoint {
  readonly #core: GatewayCore;
  readonly #routeBuckets = new Map<string, TokenBucket>();
  readonly #subprotocols = new WeakMap<IncomingMessage, string>();
  readonly #webSockets: WebSocketServer;
  #connectionsMade = 0;

  constructor(core: GatewayCore) {
    this.#core = core;
    this.#webSockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      // API Gateway accepts no subprotocol by itself; the $connect handler has to name it.
      handleProtocols: (_offered, request) => this.#subprotocols.get(request) ?? false,
    });
  }

  async handleUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    if (this.#core.faults.isGone) return refuseUpgrade(socket, SERVICE_UNAVAILABLE);
    const stranger: ConnectionInfo = {
      id: newAwsId(),
      number: ++this.#connectionsMade,
      connectedAt: Date.now(),
      sourceIp: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
      userAgent: request.headers['user-agent'] ?? null,
      authorizer: null,
    };
    const authorizer = await this.#authorize(stranger, request);
    if (typeof authorizer === 'number') return refuseUpgrade(socket, authorizer);
    const info = { ...stranger, authorizer };
    // The handshake waits until $connect has returned; the client may give up meanwhile.
    const refusal = await this.#runConnect(info, request);
    if (refusal !== null) return refuseUpgrade(socket, refusal);
    if (this.#core.faults.isGone) return refuseUpgrade(socket, SERVICE_UNAVAILABLE);
    if (socket.destroyed) return;
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      this.#accept(info, webSocket, socket);
    });
  }

  /** Drops every connection. */
  close(): void {
    for (const connection of this.#core.connections.values()) connection.dispose();
    this.#core.connections.clear();
  }

  /** @returns what the authorizer says, `null` if there is none, or the HTTP status to refuse the handshake with */
  async #authorize(
    info: ConnectionInfo,
    request: IncomingMessage,
  ): Promise<AuthorizerContext | number | null> {
    const { authorizer, api } = this.#core;
    if (!authorizer) return null;
    const authorization = await authorizer.authorize(authorizerEvent(api, info, request));
    return authorization.status === 200 ? authorization.context : authorization.status;
  }

  /** @returns the HTTP status to refuse the handshake with, or `null` if it may go on */
  async #runConnect(info: ConnectionInfo, request: IncomingMessage): Promise<number | null> {
    if (!this.#hasRoute('$connect')) return null;
    const result = await this.#invoke(connectEvent(this.#core.api, info, request));
    if (!result) return 502;
    if (result.statusCode < 200 || result.statusCode > 299) return result.statusCode;
    const subprotocol = result.headers.get('sec-websocket-protocol');
    if (subprotocol !== undefined) this.#subprotocols.set(request, subprotocol);
    return null;
  }

  #accept(info: ConnectionInfo, webSocket: WebSocket, socket: Socket): void {
    const { options, connections, api, faults } = this.#core;
    // A generator per connection, so that one client's delays don't depend on what another client sends.
    const random = createSeededRandom(options.seed + info.number - 1);
    const invocations = new DelayQueue(() => random() * options.jitterMs);
    const connection = new Connection({
      info,
      socket: webSocket,
      times: faults.timesOf(info),
      clock: options.clock,
      invocations,
      passFrame: (text, deliver) => faults.pass('to-client', info, text, deliver),
      onEnd: (code, reason) => {
        connections.delete(info.id);
        if (!connection.runsDisconnect || !this.#hasRoute('$disconnect')) return;
        void this.#invoke(disconnectEvent(api, info, code, reason));
      },
    });
    connections.set(info.id, connection);

    watchFrameSize(socket, () => connection.close(MESSAGE_TOO_BIG));
    webSocket.on('message', (data, isBinary) => {
      if (!connection.isOpen) return; // closed while this message was on its way
      if (isBinary) connection.close(UNSUPPORTED_DATA);
      else this.#receive(connection, textOf(data));
    });
    // `ws` reports protocol errors here, such as a message above its limit, and closes the socket by itself.
    webSocket.on('error', () => {});
    faults.onConnection(info);
  }

  #receive(connection: Connection, body: string): void {
    const { api, options, stats, accountBucket, faults } = this.#core;
    const { info } = connection;
    stats.framesIn += 1;
    connection.touch();
    if (faults.hit('too-large', info, body)) return connection.close(MESSAGE_TOO_BIG);
    const route = selectRoute(options.routes, options.routeSelectionExpression, body);
    if (route === null) {
      this.#sendError(connection, 'Forbidden');
    } else if (
      !accountBucket.take() ||
      !this.#takeFromRoute(route) ||
      faults.hit('throttle', info, body)
    ) {
      this.#sendError(connection, 'Too Many Requests');
    } else {
      // One event, even if it is invoked several times: a retry of Lambda has the same ids.
      const event = messageEvent(api, info, route, body);
      const run = (): void => void this.#runRoute(connection, route, event, body);
      faults.pass('to-lambda', info, body, () => {
        // What a client sent before it left is still handled.
        if (connection.isOpen) connection.invocations.add(run);
        else run();
      });
    }
  }

  async #runRoute(
    connection: Connection,
    route: string,
    event: LambdaEvent,
    body: string,
  ): Promise<void> {
    const result = await this.#integrate(connection.info, event, body);
    if (!result) this.#sendError(connection, 'Internal server error');
    else if (result.body && this.#core.options.routes[route]?.routeResponse)
      this.#send(connection, result.body);
  }

  /** Invokes the handler, unless a fault prevents it. */
  async #integrate(
    info: ConnectionInfo,
    event: LambdaEvent,
    body: string,
  ): Promise<LambdaResult | null> {
    const { faults, options, stats } = this.#core;
    if (faults.hit('lambda-throws', info, body)) {
      stats.invocations += 1;
      return null;
    }
    const timeout = faults.hit('lambda-times-out', info, body);
    const result = this.#invoke(event);
    if (!timeout) return result;
    const afterMs = timeout.afterMs ?? options.integrationTimeoutMs;
    return new Promise((resolve) => faults.later(afterMs, () => resolve(null)));
  }

  /** @returns the handler's result, or `null` after any integration error */
  async #invoke(event: LambdaEvent): Promise<LambdaResult | null> {
    const { runner, stats, options } = this.#core;
    stats.invocations += 1;
    try {
      const result = readLambdaResult(await runner.invoke(event, options.integrationTimeoutMs));
      if (!result) options.onLog('The result of the handler is malformed.', 'stderr');
      return result;
    } catch (error) {
      options.onLog(error instanceof Error ? error.message : String(error), 'stderr');
      return null;
    }
  }

  /** Sends the frame by which API Gateway reports that a message got nowhere. The socket stays open. */
  #sendError(connection: Connection, message: GatewayErrorText): void {
    const frame = { message, connectionId: connection.info.id, requestId: newAwsId() };
    this.#send(connection, JSON.stringify(frame));
  }

  #send(connection: Connection, text: string): void {
    if (!connection.isOpen) return;
    this.#core.stats.framesOut += 1;
    connection.send(text);
  }

  #hasRoute(key: string): boolean {
    return Object.hasOwn(this.#core.options.routes, key);
  }

  #takeFromRoute(route: string): boolean {
    const { routeThrottle } = this.#core.options;
    if (!routeThrottle) return true;
    let bucket = this.#routeBuckets.get(route);
    if (!bucket) {
      bucket = new TokenBucket(routeThrottle);
      this.#routeBuckets.set(route, bucket);
    }
    return bucket.take();
  }
}

/** Ends a handshake with an HTTP response. */
export function refuseUpgrade(socket: Socket, status: number, reason?: string): void {
  const body = JSON.stringify({ message: reason ?? STATUS_CODES[status] ?? 'Error' });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n` +
      'Connection: close\r\nContent-Type: application/json\r\n' +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString();
}
