import { createInterface } from 'node:readline/promises';
import { CommandError } from '../command-error.js';

/** Where a command speaks, and asks. */
export interface Terminal {
  say(line: string): void;
  /**
   * Asks a question that is answered with yes or no.
   *
   * @returns whether the answer was yes; an empty answer is no
   * @throws {CommandError} if there is nobody to ask
   * @throws the signal's reason if the user has stopped the command, also where nothing is asked
   */
  confirm(question: string, signal: AbortSignal): Promise<boolean>;
}

const YES = /^y(es)?$/i;

/**
 * @param isYes answers every question with yes, as `--yes` does
 * @param advice what to do where there is nobody to ask, a sentence
 */
export function createTerminal(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  isYes: boolean,
  advice: string,
): Terminal {
  return {
    say: (line) => void output.write(`${line}\n`),
    confirm: async (question, signal) => {
      signal.throwIfAborted();
      if (isYes) return true;
      if (!input.isTTY) {
        throw new CommandError(
          `"${question}" can't be asked, since this is no terminal. Nothing was changed. ${advice}`,
        );
      }
      const lines = createInterface({ input, output });
      const closed = new AbortController();
      lines.once('close', () => closed.abort());
      // In a terminal, readline takes Ctrl-C for itself.
      lines.once('SIGINT', () => void process.emit('SIGINT'));
      try {
        const answer = lines.question(`${question} [y/N] `, {
          signal: AbortSignal.any([signal, closed.signal]),
        });
        return YES.test((await answer).trim());
      } catch (error) {
        // The end of the input (Ctrl-D) is no answer, which is a no.
        if (closed.signal.aborted && !signal.aborted) return false;
        throw error;
      } finally {
        lines.close();
      }
    },
  };
}
