import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Of the parent, and of the times in user and system mode, in `/proc/<pid>/stat` behind the name, see proc(5). */
const [PARENT, USER, SYSTEM] = [1, 11, 12];

function readProcesses() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const line = readFileSync(`/proc/${name}/stat`, 'utf8');
        // The name may contain anything, also brackets.
        const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
        const ticks = Number(fields[USER]) + Number(fields[SYSTEM]);
        return [{ pid: Number(name), parent: Number(fields[PARENT]), ticks }];
      } catch {
        return []; // it has ended in the meantime
      }
    });
}

/** The time that a process and those that it has started have had of the processors, in milliseconds. */
export function processorMs(pid) {
  const processes = readProcesses();
  const ticksOf = (root) =>
    processes
      .filter(({ parent }) => parent === root)
      .reduce((sum, child) => sum + ticksOf(child.pid), 0) +
    (processes.find((each) => each.pid === root)?.ticks ?? 0);
  const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return (ticksOf(pid) * 1000) / ticksPerSecond;
}
