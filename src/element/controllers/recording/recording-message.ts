import { isJsonObject, parseJson } from '../../../internal/json-value.js';

/** The topic that the two sides talk about recordings on. */
export const RECORDING_TOPIC = 'recording';

const TYPES = ['ask', 'allow', 'refuse', 'start', 'stop'] as const;

/**
 * - `ask`: may I record? `allow`, `refuse`: the answer to it; a later `refuse` takes the consent back.
 * - `start`, `stop`: the recording runs, and runs no more, or is not asked for any more.
 *
 * `id` is the number of the question that it is about, of the side that asks.
 */
export interface RecordingMessage {
  readonly type: (typeof TYPES)[number];
  readonly id: number;
}

/** Rebuilds a message from what came from the peer, or returns `null` if it is none. */
export function parseRecordingMessage(data: string): RecordingMessage | null {
  const value = parseJson(data);
  if (!isJsonObject(value)) return null;
  const type = TYPES.find((known) => known === value['type']);
  const id = value['id'];
  return type && Number.isSafeInteger(id) ? { type, id: id as number } : null;
}
