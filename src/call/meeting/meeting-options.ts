import type { ListenPolicy } from '../incoming/registered-call.js';
import type { CallOptions } from '../terms/call-options.js';

/** What a meeting lets ring by: with it `listen` takes calls of members only. */
export interface MeetingOptions extends CallOptions {
  readonly meeting: NonNullable<ListenPolicy['meeting']>;
}
