import {
  readFigures,
  type ConnectionFigures,
} from '../../src/call/diagnosis/connection-figures.js';
import { NO_SECTIONS, type MediaSection } from '../../src/call/diagnosis/media-sections.js';
import { eachSource, type PerSource } from '../../src/call/terms/media-state.js';

interface Recording {
  readonly recordedIn: string;
  /** Share of the packets that the network dropped, at random. */
  readonly packetsDropped: number;
  /** Of microphone, camera, screen and its sound. */
  readonly mids: readonly string[];
  /** The entries of two reports, 2 s after each other. */
  readonly readings: readonly [readonly RTCStats[], readonly RTCStats[]];
}

export type RecordingName =
  'chromium-loss' | 'chromium-red' | 'chromium-sound-only' | 'firefox-loss' | 'firefox-sound-only';

async function recording(name: RecordingName): Promise<Recording> {
  const file = new URL(`../call/diagnosis/recorded/${name}.json`, import.meta.url);
  return (await (await fetch(file)).json()) as Recording;
}

const toReport = (entries: readonly RTCStats[]): RTCStatsReport =>
  new Map(entries.map((entry) => [entry.id, entry]));

/** The two reports themselves, as the browser has given them. */
export async function recordedReports(
  name: RecordingName,
): Promise<readonly [RTCStatsReport, RTCStatsReport]> {
  const { readings } = await recording(name);
  return [toReport(readings[0]), toReport(readings[1])];
}

/**
 * Two readings of a real connection, with all four sources or the microphone alone. `chromium-red`: with RED as the first codec
 * of its sound.
 */
export async function recordedFigures(
  name: RecordingName,
): Promise<readonly [ConnectionFigures, ConnectionFigures]> {
  const { mids, readings } = await recording(name);
  const sources = Object.keys(NO_SECTIONS) as (keyof PerSource<MediaSection>)[];
  const sections = eachSource((source) => ({
    mid: mids[sources.indexOf(source)] ?? null,
    sendsRed: name === 'chromium-red' && /microphone|screenSound/.test(source),
  }));
  const read = (entries: readonly RTCStats[]) => readFigures(toReport(entries), sections);
  return [read(readings[0]), read(readings[1])];
}
