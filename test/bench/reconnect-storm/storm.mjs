/**
 * API Gateway's limit of new connections: a bucket that holds `burst` and gets `ratePerSecond` more. The burst can't be
 * raised. A connection that is refused takes nothing out of it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 */
export const NEW_CONNECTIONS = { ratePerSecond: 500, burst: 500 };

/** From the dial to the answer, be it a connection or a refusal; and from a question to its answer. */
const HANDSHAKE_MS = 100;
const ANSWER_MS = 50;

/** A peak of one second says little about what the gate has to refuse: how long an average is taken, in seconds. */
const WINDOW_S = 30;

/** Timers by the millisecond in which they fire. */
class Calendar {
  #days = new Map();
  #nowMs = 0;
  #count = 0;

  add(atMs, client) {
    const day = Math.max(this.#nowMs, Math.round(atMs));
    const list = this.#days.get(day);
    if (list) list.push(client);
    else this.#days.set(day, [client]);
    this.#count += 1;
  }

  /** Calls `fire` for each client at its time, until there is none left or `fire` says so. */
  run(fire) {
    for (; this.#count > 0; this.#nowMs += 1) {
      const list = this.#days.get(this.#nowMs);
      // It grows while it is read, where a client is due again at once.
      for (let index = 0; index < (list?.length ?? 0); index += 1) {
        this.#count -= 1;
        fire(list[index], this.#nowMs);
      }
      this.#days.delete(this.#nowMs);
    }
  }
}

/**
 * All clients lose the relay in the same moment, and find it again by their policy. A client does what
 * `ApiGatewaySignalingClient` does: it dials, waits for what comes of it, asks the policy how long to wait if that is
 * nothing, and once it is connected asks who it is and enters its room again.
 *
 * @param {{
 *   clients: number,
 *   goneMs: number,
 *   policyOf: (client: number) => import('../../../src/signaling/reconnect-policy.js').ReconnectPolicy,
 *   limit?: typeof NEW_CONNECTIONS | null,
 *   failsAfterMs?: number,
 * }} options
 *   `goneMs`: for how long nobody gets in; `failsAfterMs`: how long it takes to notice that, 10 s at most (the client's
 *   `connectTimeoutMs`); `limit`: `null` for a relay without one
 */
export function simulateStorm({
  clients,
  goneMs,
  policyOf,
  limit = NEW_CONNECTIONS,
  failsAfterMs = HANDSHAKE_MS,
}) {
  const policies = Array.from({ length: clients }, (_, client) => policyOf(client));
  const attempts = new Uint16Array(clients);
  const backAtMs = new Float64Array(clients);
  const dials = [];
  const accepted = [];
  let refused = 0;
  let tokens = limit?.burst ?? Infinity;
  let filledAtMs = 0;

  const take = (nowMs) => {
    if (limit === null) return true;
    tokens = Math.min(limit.burst, tokens + ((nowMs - filledAtMs) / 1000) * limit.ratePerSecond);
    filledAtMs = nowMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };

  const calendar = new Calendar();
  const retry = (client, failedAtMs) => {
    const delayMs = policies[client].nextDelayMs(attempts[client]++);
    calendar.add(failedAtMs + delayMs, client);
  };
  for (let client = 0; client < clients; client += 1) retry(client, 0);

  calendar.run((client, nowMs) => {
    const second = Math.floor(nowMs / 1000);
    dials[second] = (dials[second] ?? 0) + 1;
    if (nowMs < goneMs)
      return retry(client, Math.min(nowMs + failsAfterMs, Math.max(goneMs, nowMs)));
    if (!take(nowMs)) {
      refused += 1;
      return retry(client, nowMs + HANDSHAKE_MS);
    }
    accepted[second] = (accepted[second] ?? 0) + 1;
    backAtMs[client] = nowMs + HANDSHAKE_MS + ANSWER_MS;
  });

  const waits = backAtMs.map((atMs) => atMs - goneMs).sort();
  const at = (share) => waits[Math.min(clients - 1, Math.ceil(clients * share) - 1)];
  const gone = Math.floor(goneMs / 1000);
  const most = (counts) => counts.reduce((max, count) => Math.max(max, count ?? 0), 0);
  const inWindow = (_, second) =>
    dials.slice(second, second + WINDOW_S).reduce((sum, count) => sum + count, 0) / WINDOW_S;
  return {
    /** Dials in each second, and those that became connections. */
    dials: Array.from(dials, (count) => count ?? 0),
    accepted: Array.from(accepted, (count) => count ?? 0),
    peakDials: most(dials),
    /** The most dials in one second since the relay has been there again. */
    peakAfter: most(dials.slice(gone)),
    /** The same, on average over half a minute, from half a minute after its return on. */
    laterDials: Math.round(most(dials.map(inWindow).slice(gone + WINDOW_S))),
    refused,
    /** Time from the relay's return until half of them, nearly all, and all of them are back. */
    halfBackMs: at(0.5),
    ninetyNineBackMs: at(0.99),
    allBackMs: at(1),
    meanBackMs: waits.reduce((sum, ms) => sum + ms, 0) / clients,
  };
}

/** How long it takes at the least: nobody can get in faster than the limit lets them. */
export function shortestStormMs(clients, { ratePerSecond, burst } = NEW_CONNECTIONS) {
  return (Math.max(0, clients - burst) / ratePerSecond) * 1000;
}
