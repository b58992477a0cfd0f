/**
 * Lets a test tell the listeners of a track of an event: Firefox gives what a page dispatches on a track to none of them.
 *
 * @returns tells them of an event of `type`
 */
export function tellable(track: MediaStreamTrack): (type: string) => void {
  const listeners = new Set<{ readonly type: string; readonly call: (event: Event) => void }>();
  track.addEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ) => {
    if (listener === null) return;
    const call = (event: Event) =>
      typeof listener === 'function' ? listener(event) : listener.handleEvent(event);
    const entry = { type, call };
    listeners.add(entry);
    const signal = typeof options === 'object' ? options.signal : undefined;
    signal?.addEventListener('abort', () => listeners.delete(entry));
  };
  return (type) => {
    for (const entry of [...listeners]) if (entry.type === type) entry.call(new Event(type));
  };
}
