import { setTimeout as pauseFor } from 'node:timers/promises';
import { CommandError } from '../command-error.js';

/** What shells expect of a program that ended by Ctrl-C: 128 + SIGINT. */
const EXIT_INTERRUPTED = 130;

/** The user has stopped the command. */
export class InterruptedError extends CommandError {
  override readonly name = 'InterruptedError';
  override readonly exitCode = EXIT_INTERRUPTED;
}

/**
 * Runs `work` with a signal that Ctrl-C aborts. Only the first Ctrl-C is caught: a second one ends the process at once.
 */
export async function withInterruption(
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const name of signals) process.once(name, abort);
  try {
    await work(controller.signal);
  } finally {
    for (const name of signals) process.off(name, abort);
  }
}

/** @throws if it is interrupted meanwhile, or has been before */
export async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  await pauseFor(durationMs, undefined, { signal });
}
