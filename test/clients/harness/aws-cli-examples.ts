import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { probe } from './program.ts';
import type { RunOptions } from './program.ts';

/** One command of the AWS CLI's reference, and the answer that it shows, if it shows one. */
export interface DocumentedExample {
  /** As the CLI spells it: `create-lag`. */
  readonly operation: string;
  /** As after `aws `, on one line. */
  readonly line: string;
  readonly output?: unknown;
}

const PACKAGE = 'import awscli, pathlib; print(pathlib.Path(awscli.__file__).parent)';

/**
 * The examples of Direct Connect's operations that the AWS CLI of this machine brings with it, as its `help` shows them;
 * or why there are none.
 */
export async function documentedExamples(
  options: RunOptions,
): Promise<readonly DocumentedExample[] | { readonly absent: string }> {
  const places = [await probe('python3', ['-c', PACKAGE], options), await besideProgram(options)];
  const folders = places.flatMap((place) =>
    place === undefined ? [] : [join(place.trim(), 'examples', 'directconnect')],
  );
  const folder = folders.find((each) => existsSync(each));
  if (folder === undefined) return { absent: 'this AWS CLI has come without its examples' };
  return readdirSync(folder)
    .filter((file) => file.endsWith('.rst'))
    .sort()
    .flatMap((file) => examplesOf(basename(file, '.rst'), readFileSync(join(folder, file), 'utf8')));
}

/** The second major version is a folder of its own. */
async function besideProgram(options: RunOptions): Promise<string | undefined> {
  const program = await probe('sh', ['-c', 'command -v aws'], options);
  return program === undefined ? undefined : join(dirname(realpathSync(program.trim())), 'awscli');
}

/** A command goes on to the next empty line; the block in braces after it is its answer. */
function examplesOf(operation: string, page: string): readonly DocumentedExample[] {
  const commands = [...page.matchAll(/^[ \t]+aws +(directconnect\b[^]*?)(?=\n\s*\n|$(?![^]))/gm)];
  return commands.map((command, index) => {
    const rest = page.slice(command.index + command[0].length, commands[index + 1]?.index);
    const [output] = /^[ \t]+\{$[^]*^[ \t]+\}$/m.exec(rest.replaceAll(/[ \t]+$/gm, '')) ?? [];
    return {
      operation,
      line: (command[1] ?? '').replaceAll(/\\?\s*\n\s*/g, ' ').trim(),
      ...(output === undefined ? {} : { output: JSON.parse(output) as unknown }),
    };
  });
}
