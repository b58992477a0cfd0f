import { DEFAULT_NAME } from './options.js';

/**
 * What to type to delete what a run of `deploy` is about: `p2p-video-call destroy`, with the name and the region that the run
 * was given. What it was not given, the next command finds by itself as this one did.
 *
 * @param name the relay's, also where the stack of its site is meant
 */
export function destroyCommandLine(name: string, region: string | null): string {
  const ofName = name === DEFAULT_NAME ? '' : ` --name ${name}`;
  const ofRegion = region === null ? '' : ` --region ${region}`;
  return `p2p-video-call destroy${ofName}${ofRegion}`;
}
