import type { PeerCall } from '../../../call/peer-call.js';
import { VERSION } from '../../../internal/version.js';
import type { CallFigures, FiguresSample } from './call-figures.js';

type Figure = Exclude<keyof FiguresSample, 'atMs'>;

const FIGURES: readonly Figure[] = [
  'roundTripTimeMs',
  'packetLoss',
  'outgoingPacketLoss',
  'incomingBitrate',
  'outgoingBitrate',
];

/**
 * All that is known of a call, to be sent to whoever looks for what was wrong with it. No addresses, neither of the network
 * nor of people, no names, nothing of what was said; and no sentence of an error, since an app may write its own.
 *
 * @returns JSON
 */
export function diagnosticsText(call: PeerCall, figures: CallFigures): string {
  const { direction, state, endReason, quality, verified, error } = call;
  const { report, samples, changes } = figures;
  const all = {
    package: `p2p-video-call ${VERSION}`,
    browser: navigator.userAgent,
    time: new Date().toISOString(),
    call: { direction, state, endReason, quality, verified },
    error: error && {
      code: error.code,
      reason: error.reason,
      device: error.device,
      diagnosis: error.diagnosis,
    },
    report,
    lastMinutes: summaryOf(samples),
    changes,
  };
  return JSON.stringify(all, null, 2);
}

function summaryOf(samples: readonly FiguresSample[]) {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return null;
  const figures = FIGURES.map((name) => [name, rangeOf(samples, name)] as const);
  return {
    spanMs: Math.round(last.atMs - first.atMs),
    samples: samples.length,
    ...Object.fromEntries(figures),
  };
}

export interface FigureRange {
  readonly now: number;
  readonly min: number;
  readonly max: number;
}

/** `null`: it has not been known. */
export function rangeOf(samples: readonly FiguresSample[], name: Figure): FigureRange | null {
  const values = samples.map((sample) => sample[name]).filter((value) => value !== null);
  const now = values.at(-1);
  return now === undefined ? null : { now, min: Math.min(...values), max: Math.max(...values) };
}
