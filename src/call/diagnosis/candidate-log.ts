/** What a connection has learned of the networks that it tries to cross. */
export interface ConnectionEvidence {
  /** The descriptions, with the candidates in them. */
  readonly localSdp: string;
  readonly remoteSdp: string | undefined;
  /** URLs of the STUN and TURN servers. */
  readonly servers: readonly string[];
  /** Private mode: only relay candidates are used, and shown. */
  readonly relayOnly: boolean;
  /** A TURN server has answered with an error: 401 for wrong or expired credentials, mostly. */
  readonly refused: boolean;
  /** A server has not answered, or not yet. */
  readonly unanswered: boolean;
}

/** The code for a server that was not reached (W3C WebRTC, "RTCPeerConnectionIceErrorEvent"). Servers' own are lower. */
const NOT_REACHED = 701;

/**
 * Keeps what a connection itself does not: how its servers failed. The candidates of both sides stand in its
 * descriptions, also those that came later, and only those of the latest ICE restart (Chromium 156, Firefox 153).
 */
export class CandidateLog {
  readonly #connection: RTCPeerConnection;
  #refused = false;
  #unanswered = false;

  /** Must be made before the connection gathers candidates. */
  constructor(connection: RTCPeerConnection, signal: AbortSignal) {
    this.#connection = connection;
    // Firefox has this event since version 150. Without it the candidates have to do.
    connection.addEventListener(
      'icecandidateerror',
      ({ errorCode, url }) => {
        if (errorCode >= NOT_REACHED) this.#unanswered = true;
        else this.#refused ||= url.startsWith('turn');
      },
      { signal },
    );
  }

  /** `null` before there is a description, and once the connection is closed: in Firefox, descriptions then throw. */
  get evidence(): ConnectionEvidence | null {
    const connection = this.#connection;
    if (connection.signalingState === 'closed' || !connection.localDescription) return null;
    const { iceServers = [], iceTransportPolicy } = connection.getConfiguration();
    const servers = iceServers.flatMap(({ urls }) => urls);
    return {
      localSdp: connection.localDescription.sdp,
      remoteSdp: connection.remoteDescription?.sdp,
      servers,
      relayOnly: iceTransportPolicy === 'relay',
      refused: this.#refused,
      // A server that swallows UDP is given up after 11 s by Firefox 153, with code 701. Chromium 156 still gathers when
      // a call gives up (20 s).
      unanswered:
        this.#unanswered || (servers.length > 0 && connection.iceGatheringState !== 'complete'),
    };
  }
}
