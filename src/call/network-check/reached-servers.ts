import type { Clock } from '../../internal/clock.js';
import { entriesOf } from '../terms/stats.js';
import { readSide } from '../diagnosis/candidate-evidence.js';

/** STUN is given up after 9.5 s by Chromium 156, after 11 s by Firefox 153. */
const GIVE_UP_MS = 12_000;
/** Once something of all kinds is there: for the slower protocols of the TURN server. */
const GRACE_MS = 1_500;
/** W3C WebRTC, "RTCPeerConnectionIceErrorEvent": not reached. Servers' own codes are lower. */
const NOT_REACHED = 701;
const PROTOCOLS = ['udp', 'tcp', 'tls'] as const;

type Protocol = (typeof PROTOCOLS)[number];

export interface ReachedServers {
  /** There is any network at all. */
  readonly any: boolean;
  /** UDP has come back from the internet. */
  readonly udp: boolean;
  /** What a TURN server was reached over. */
  readonly relayed: boolean;
  readonly protocols: readonly Protocol[];
  /** A TURN server has refused the credentials. */
  readonly refused: boolean;
}

/** Those that the connection uses. */
export function urlsOf(connection: RTCPeerConnection): readonly string[] {
  return (connection.getConfiguration().iceServers ?? []).flatMap(({ urls }) => urls);
}

/** What a connection learns of its servers while it gathers candidates. It closes `connection`. */
export async function reachServers(
  connection: RTCPeerConnection,
  clock: Clock,
  signal: AbortSignal,
  onProgress: (reached: ReachedServers) => void,
): Promise<ReachedServers> {
  // Without those that the browser has refused.
  const urls = urlsOf(connection);
  const turnUrls = urls.filter((url) => url.startsWith('turn'));
  const found = new Set<Protocol>();
  let [isRefused, isRelayed, isMapped, isStunUnreached] = [false, false, false, false];

  const read = (): ReachedServers => {
    const side = readSide(connection.localDescription?.sdp);
    const isComplete = connection.iceGatheringState === 'complete';
    // A machine whose own address is what the server sees has no candidate of it (Chromium): then nothing was missed.
    const canTell = 'onicecandidateerror' in RTCPeerConnection.prototype;
    const isAnswered =
      isComplete && canTell && urls.some((url) => /^stun/.test(url)) && !isStunUnreached;
    return {
      any: side.any || !isComplete,
      udp: isMapped || found.has('udp') || isAnswered,
      relayed: isRelayed,
      protocols: PROTOCOLS.filter((protocol) => found.has(protocol)),
      refused: isRefused && !isRelayed,
    };
  };

  await new Promise<void>((resolve) => {
    const listening = new AbortController();
    const options = { signal: listening.signal };
    let timer = clock.setTimeout(() => end(), GIVE_UP_MS);
    let hasGrace = false;
    const end = () => {
      clock.clearTimeout(timer);
      listening.abort();
      resolve();
    };
    signal.addEventListener('abort', end, options);
    connection.addEventListener(
      'icecandidate',
      ({ candidate }) => {
        // Not also a public address of its own: that says nothing of what comes through to it.
        isMapped ||= candidate?.type === 'srflx';
        if (candidate?.type === 'relay') {
          isRelayed = true;
          const { relayProtocol } = candidate as { relayProtocol?: string | null };
          const protocol = PROTOCOLS.find((name) => name === relayProtocol);
          if (protocol) found.add(protocol);
        }
        const reached = read();
        onProgress(reached);
        if (connection.iceGatheringState === 'complete') end();
        const isEnough = reached.udp && (isRelayed || turnUrls.length === 0);
        if (!isEnough || hasGrace) return;
        hasGrace = true;
        clock.clearTimeout(timer);
        timer = clock.setTimeout(end, GRACE_MS);
      },
      options,
    );
    connection.addEventListener(
      'icecandidateerror',
      ({ errorCode, url }) => {
        if (errorCode >= NOT_REACHED) isStunUnreached ||= url.startsWith('stun');
        else isRefused ||= url.startsWith('turn');
      },
      options,
    );
    connection.createDataChannel('check');
    connection.setLocalDescription().catch(end);
    if (signal.aborted) end();
  });
  const protocols = signal.aborted ? [] : await protocolsInStats(connection);
  for (const protocol of protocols) found.add(protocol);
  const reached = read();
  connection.close();
  return reached;
}

/** Of the candidates that came by TURN. Firefox 153 tells it in its figures alone, Chromium 156 with the candidate. */
async function protocolsInStats(connection: RTCPeerConnection): Promise<readonly Protocol[]> {
  const relays = entriesOf(await connection.getStats()).filter(
    ({ type, candidateType }) => type === 'local-candidate' && candidateType === 'relay',
  );
  return PROTOCOLS.filter((name) => relays.some(({ relayProtocol }) => relayProtocol === name));
}
