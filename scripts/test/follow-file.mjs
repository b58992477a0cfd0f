import { closeSync, openSync, readSync } from 'node:fs';

const INTERVAL_MS = 200;
const BUFFER_BYTES = 65_536;

/**
 * Shows what a program writes to a file while it writes, as if it wrote here. The file must be there.
 *
 * @param {string} file
 * @param {{ write: (bytes: Buffer) => unknown }} screen
 * @returns {() => void} shows the rest, and stops
 */
export function followFile(file, screen = process.stdout) {
  const descriptor = openSync(file, 'r');
  function show() {
    for (;;) {
      const bytes = Buffer.alloc(BUFFER_BYTES);
      const count = readSync(descriptor, bytes);
      if (count === 0) return;
      screen.write(bytes.subarray(0, count));
    }
  }
  const timer = setInterval(show, INTERVAL_MS);
  return () => {
    clearInterval(timer);
    show();
    closeSync(descriptor);
  };
}
