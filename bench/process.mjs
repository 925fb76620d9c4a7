// What the servers under test use, read from /proc (Linux): a process and those that it started.
import { readFileSync, readdirSync } from 'node:fs';

function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined; // gone meanwhile
  }
}

function tree(root) {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(processes.map((pid) => [Number(pid), Number(statOf(pid)?.[1] ?? 0)]));
  const all = [root];
  for (const pid of all) for (const [child, parent] of parents) if (parent === pid) all.push(child);
  return all;
}

/** Resident memory in MiB; NaN where there is no /proc. */
export function residentMiB(pid) {
  if (process.platform !== 'linux') return Number.NaN;
  let kilobytes = 0;
  for (const one of tree(pid)) {
    try {
      kilobytes += Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${one}/status`, 'latin1'))?.[1] ?? 0);
    } catch {
      // gone meanwhile
    }
  }
  return kilobytes / 1024;
}

/** Seconds of CPU used until now (Linux counts hundredths); NaN where there is no /proc. */
export function cpuSeconds(pid) {
  if (process.platform !== 'linux') return Number.NaN;
  return tree(pid).reduce((sum, one) => {
    const stat = statOf(one);
    return stat ? sum + (Number(stat[11]) + Number(stat[12])) / 100 : sum;
  }, 0);
}
