import { spawnSync } from 'node:child_process';

/** Loading scapy takes seconds, on a busy machine many. */
const DEADLINE = 120_000;

/** A Python that has the modules, or why there is none. Debian's own is where Debian's packages are. */
export function findPython(...modules: readonly string[]): { readonly python: string } | { readonly absent: string } {
  for (const python of ['/usr/bin/python3', 'python3']) {
    const { status } = spawnSync(python, ['-c', `import ${modules.join(', ')}`], { timeout: DEADLINE });
    if (status === 0) return { python };
  }
  return { absent: `no python3 here has ${modules.join(' and ')}` };
}
