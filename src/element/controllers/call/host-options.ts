import type { AnswerOptions, CallOptions } from '../../../call/terms/call-options.js';
import type { CallHost } from '../host/call-host.js';

/** The media that the host's calls start with. */
export function mediaOptions({ audio, video }: CallHost): AnswerOptions {
  return { audio, video };
}

/** The options for a call that begins now. */
export function callOptions(host: CallHost): CallOptions {
  const { iceServers, iceTransportPolicy, resume, secret, addressToken, knownOnly, warmUp } = host;
  const { dataSaver, maxBitrate, maxFileSize, displayName } = host;
  return {
    ...mediaOptions(host),
    ...(iceServers && { iceServers }),
    // Also passed on if misspelt: the call then fails, instead of showing the network addresses.
    ...(iceTransportPolicy && { iceTransportPolicy }),
    ...(resume && { resume }),
    // Also passed on if empty: the call is then refused, instead of being made without what was to protect it.
    ...(secret !== null && { secret }),
    ...(addressToken !== null && { addressToken }),
    ...(knownOnly && { knownOnly }),
    ...(warmUp && { warmUp }),
    ...(dataSaver && { dataSaver }),
    ...(displayName && { displayName }),
    // As an attribute it is a text.
    ...(maxBitrate !== null && { maxBitrate: Number(maxBitrate) }),
    ...(maxFileSize !== null && { maxFileSize: Number(maxFileSize) }),
  };
}

/** Whether calls with one of these would be as with the other. */
export function isSameOptions(one: CallOptions, other: CallOptions): boolean {
  const names = Object.keys({ ...one, ...other }) as (keyof CallOptions)[];
  return names.every((name) => one[name] === other[name]);
}

/** Whether calls with these options, or of this host, keep the network addresses from the other side. */
export function isPrivate({ iceTransportPolicy }: CallOptions | CallHost): boolean {
  return iceTransportPolicy === 'relay';
}

/** Nodes stay in the document of a frame or a window that was closed, where nobody sees them. */
export function isInPage({ isConnected, ownerDocument }: CallHost): boolean {
  return isConnected && ownerDocument.defaultView !== null;
}
