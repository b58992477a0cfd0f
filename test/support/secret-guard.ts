import { findSecrets } from '../../scripts/test/secret-patterns.mjs';
import { CallError } from '../../src/call/terms/call-error.js';
import { LinkError } from '../../src/link/link-error.js';
import { SignalingError } from '../../src/signaling/signaling-error.js';

const ERRORS = [CallError, LinkError, SignalingError];
const LEVELS = ['debug', 'log', 'info', 'warn', 'error'] as const;

/** Reads every error of ours that is made, and all that goes to the console, while it is installed. */
export class SecretGuard {
  readonly #found: string[] = [];
  readonly #restore: (() => void)[] = [];
  #count = 0;

  /** How many errors it has read. */
  get count(): number {
    return this.#count;
  }

  install(): void {
    const read = (message: string) => {
      this.#count += 1;
      this.#search(message);
    };
    class ReadError extends Error {
      constructor(message?: string, options?: ErrorOptions) {
        super(message, options);
        read(this.message);
      }
    }
    // `super()` calls what is the prototype of the class at that moment; what is made is as it ever was.
    for (const ErrorClass of ERRORS) {
      const parent = Object.getPrototypeOf(ErrorClass) as object;
      Object.setPrototypeOf(ErrorClass, ReadError);
      this.#restore.push(() => void Object.setPrototypeOf(ErrorClass, parent));
    }
    for (const level of LEVELS) {
      const original = Reflect.get(console, level) as (...values: unknown[]) => void;
      console[level] = (...values: unknown[]) => {
        for (const value of values) this.#search(toText(value));
        original(...values);
      };
      this.#restore.push(() => (console[level] = original));
    }
  }

  uninstall(): void {
    for (const restore of this.#restore.splice(0).reverse()) restore();
  }

  /** Fails if any of it has shown what nobody else may see. */
  check(): void {
    const [first] = this.#found.splice(0);
    if (first !== undefined) throw new Error(`An error or the console shows ${first}`);
  }

  #search(text: string): void {
    for (const { kind, line } of findSecrets(text)) this.#found.push(`${kind}: ${line}`);
  }
}

function toText(value: unknown): string {
  if (value instanceof Error) return String(value);
  try {
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  } catch {
    return '';
  }
}
