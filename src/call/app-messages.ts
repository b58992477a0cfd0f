import { runHook } from './run-hook.js';

/** What is kept of topics that nobody listens to, all together: messages, and their characters (one has up to 21,000). */
const MAX_KEPT = 256;
const MAX_KEPT_LENGTH = 256_000;

export type TopicListener = (data: string) => void;

/**
 * The messages of the peer's app that have a topic: each goes to those who listen to it, in order. What nobody listens to
 * (yet) is kept for the first who does. Of too much, the newest is dropped: a peer can't fill the memory.
 */
export class AppMessages {
  readonly #listeners = new Map<TopicListener, string>();
  readonly #kept: { readonly topic: string; readonly data: string }[] = [];

  /** Returns the function that ends it. What was kept is delivered in a microtask, before all that comes later. */
  listen(topic: string, listener: TopicListener, signal?: AbortSignal | null): () => void {
    // The same function may be given twice, and each is ended by itself.
    const own: TopicListener = (data) => listener(data);
    const stop = () => void this.#listeners.delete(own);
    if (signal?.aborted) return stop;
    signal?.addEventListener('abort', stop, { once: true });
    this.#listeners.set(own, topic);
    queueMicrotask(() => this.#deliver(topic));
    return stop;
  }

  take(topic: string, data: string): void {
    const length = this.#kept.reduce((sum, kept) => sum + kept.data.length, data.length);
    if (this.#kept.length >= MAX_KEPT || length > MAX_KEPT_LENGTH) return;
    this.#kept.push({ topic, data });
    this.#deliver(topic);
  }

  #deliver(topic: string): void {
    for (;;) {
      const listeners = [...this.#listeners].filter((entry) => entry[1] === topic);
      const index = this.#kept.findIndex((kept) => kept.topic === topic);
      if (listeners.length === 0 || index < 0) return;
      for (const { data } of this.#kept.splice(index, 1)) {
        for (const [listener] of listeners) {
          // One of them may have stopped another.
          if (this.#listeners.has(listener)) runHook(() => listener(data));
        }
      }
    }
  }
}
