import type { AnswerOptions, CallOptions } from '../../call/terms/call-options.js';
import type { CallHost } from './call-host.js';

/** The media that the host's calls start with. */
export function mediaOptions({ audio, video }: CallHost): AnswerOptions {
  return { audio, video };
}

/** What the host's properties say now about a call that begins. */
export function callOptions(host: CallHost): CallOptions {
  const { iceServers, iceTransportPolicy, resume } = host;
  return {
    ...mediaOptions(host),
    ...(iceServers && { iceServers }),
    // Whatever it says: better no call than one that shows the addresses because of a misspelt word.
    ...(iceTransportPolicy && { iceTransportPolicy }),
    ...(resume && { resume }),
  };
}
