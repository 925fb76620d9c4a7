import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import type { Command } from 'commander';

/** What a command line is given to. */
interface CommandModule {
  readonly program: Command;
}

/**
 * Loads the command: its bundle, where the build has made one, or else its modules one by one.
 *
 * @param name of its module in this folder
 */
export async function loadCommand(name: 'program' | 'portd-program'): Promise<CommandModule> {
  const bundle = fileURLToPath(new URL(`${name}.cjs`, import.meta.url));
  if (existsSync(bundle)) return runBundle(compileBundle(bundle), bundle);
  return name === 'program' ? import('./program.ts') : import('./portd-program.ts');
}

/** Where the code is kept that V8 has made of a bundle. */
export const codeCacheOf = (bundle: string): string => `${bundle}.cache`;

/**
 * Compiles a bundle, or takes the code that V8 made of it when it was built: most of a start would be compiling. Code of
 * another version of Node is refused by V8, which then compiles as without it.
 */
export function compileBundle(bundle: string): Script {
  const cache = codeCacheOf(bundle);
  return new Script(readFileSync(bundle, 'latin1'), {
    filename: bundle,
    ...(existsSync(cache) ? { cachedData: readFileSync(cache) } : {}),
  });
}

/** Runs a bundle, which is a function as CommonJS has it; answers what it exports. */
export function runBundle(script: Script, bundle: string): CommandModule {
  const module = { exports: {} };
  const wrapped = script.runInThisContext() as (...given: readonly unknown[]) => void;
  wrapped(module.exports, createRequire(bundle), module, bundle, dirname(bundle));
  return module.exports as CommandModule;
}
