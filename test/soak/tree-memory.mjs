import { readdirSync, readFileSync } from 'node:fs';

/** Of one line of `/proc/PID/smaps_rollup`, in bytes; shared pages count for each process by its part. */
function memoryOf(pid) {
  try {
    const [, kibibytes] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    return Number(kibibytes) * 1_024;
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}

function parentOf(pid) {
  try {
    // The name before it may have spaces and brackets in it.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1]);
  } catch {
    return null;
  }
}

/** Memory in bytes that a process and all that it has started take of this machine (Linux). */
export function treeMemory(root) {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(name)]),
  );
  const isBelow = (pid) => pid === root || (parents.has(pid) && isBelow(parents.get(pid)));
  return [...parents.keys()].filter(isBelow).reduce((sum, pid) => sum + memoryOf(pid), 0);
}
