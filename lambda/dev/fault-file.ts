import { readFileSync } from 'node:fs';
import { UsageError } from './command-error.js';
import { readFaultScript, type FaultStep } from '../local-gateway/local-gateway.js';

/**
 * Reads the file of `--faults`.
 *
 * @throws {UsageError} if it can't be read, or is not a fault script
 */
export function readFaultFile(file: string): readonly FaultStep[] {
  try {
    return readFaultScript(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--faults ${file}: ${problem}`, { cause: error });
  }
}
