import { readFileSync, writeFileSync } from 'node:fs';

/** The value of a setting under /proc/sys, or undefined where the kernel has none of this name. */
export function readSetting(path: string): string | undefined {
  try {
    return readFileSync(`/proc/sys/${path}`, 'utf8').trim();
  } catch {
    return undefined;
  }
}

export function writeSetting(path: string, value: string): void {
  writeFileSync(`/proc/sys/${path}`, value);
}
