import { EnvelopeSeal } from '../../src/link/envelope-seal.js';
import { ENVELOPE_VERSION, type Envelope } from '../../src/link/envelope.js';
import type { LinkOptions } from '../../src/link/link-options.js';
import { Link } from '../../src/link/link.js';
import type { LinkPath } from '../../src/link/link-path.js';
import { DEFAULT_LINK_TIMING } from '../../src/link/link-timing.js';
import { createSeededRandom } from '../../src/signaling/memory/seeded-random.js';
import { type ManualClock } from './manual-clock.js';

export const CALL_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

/** A path that records what is sent, and passes it to `onSend`. */
export class FakePath implements LinkPath {
  readonly kind: LinkPath['kind'];
  isOpen = true;
  isFull = false;
  pending: Promise<void> | null = null;
  readonly sent: Envelope[] = [];
  onSend: ((envelope: Envelope) => void) | null = null;

  constructor(kind: LinkPath['kind'] = 'relay') {
    this.kind = kind;
  }

  send(envelope: Envelope): void {
    // A copy: as on the wire, what was sent can't change afterwards.
    const copy = JSON.parse(JSON.stringify(envelope)) as Envelope;
    this.sent.push(copy);
    this.onSend?.(copy);
  }

  /** What was sent since the last call of this. */
  take(): Envelope[] {
    return this.sent.splice(0);
  }
}

export interface LinkEnd {
  readonly link: Link;
  readonly path: FakePath;
  readonly delivered: unknown[];
  /** Those of them that were final messages. */
  readonly finals: unknown[];
  /** Addresses that the peer has named, and whether the relay has proved them. */
  readonly addresses: { readonly address: string; readonly isProved: boolean }[];
  /** Where the peer wants to be answered, and with which number. */
  readonly probes: { readonly from: string; readonly probe: number }[];
  readonly closed: { count: number };
}

/** A link with one path, and what it has delivered. */
export function createLinkEnd(
  clock: ManualClock,
  path = new FakePath(),
  options: Partial<LinkOptions> = {},
): LinkEnd {
  const delivered: unknown[] = [];
  const finals: unknown[] = [];
  const addresses: { address: string; isProved: boolean }[] = [];
  const probes: { from: string; probe: number }[] = [];
  const closed = { count: 0 };
  const link = new Link({
    callId: CALL_ID,
    // What comes to a link has been checked already.
    seal: new EnvelopeSeal({ callId: CALL_ID, address: 'peer' }),
    clock,
    timing: DEFAULT_LINK_TIMING,
    deliver: (message, isFinal) => {
      delivered.push(message);
      if (isFinal) finals.push(message);
    },
    onAddress: (address, isProved) => addresses.push({ address, isProved }),
    onProbe: (from, probe) => probes.push({ from, probe }),
    onClose: () => (closed.count += 1),
    ...options,
  });
  link.addPath(path);
  return { link, path, delivered, finals, addresses, probes, closed };
}

export interface WireFaults {
  readonly seed: number;
  readonly drop: number;
  readonly duplicate: number;
  /** Each message, and each copy, takes a random time up to this. */
  readonly jitterMs: number;
}

/** Delivers what `from` sends to `to`, with faults. */
export function wire(clock: ManualClock, from: LinkEnd, to: LinkEnd, faults: WireFaults): void {
  const random = createSeededRandom(faults.seed);
  const kind = from.path.kind;
  from.path.onSend = (envelope) => {
    const copies = random() < faults.duplicate ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const isDropped = random() < faults.drop;
      const delayMs = random() * faults.jitterMs;
      if (!isDropped) clock.setTimeout(() => to.link.receive(envelope, kind), delayMs);
    }
  };
}

/** An envelope from the peer. */
export function envelope(fields: Partial<Omit<Envelope, 'v' | 'callId'>> = {}): Envelope {
  return { v: ENVELOPE_VERSION, callId: CALL_ID, ack: 0, ...fields };
}

/** The envelope with this number; the number is in its text too. */
export function numbered(seq: number, ack = 0): Envelope {
  return envelope({ seq, ack, payload: JSON.stringify(`message ${seq}`) });
}
