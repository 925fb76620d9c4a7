import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kept = new Set<string>();
process.on('exit', () => {
  for (const path of kept) remove(path);
});

/** A directory of a test's own. It is gone when the process has ended, however it ends, but for SIGKILL. */
export function scratchDirectory(name: string): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), `ferrule-${name}-`));
  kept.add(path);
  return { path, remove: () => remove(path) };
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
  kept.delete(path);
}
