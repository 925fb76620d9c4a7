import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

// The compiler keeps the contract. Each fixture says in a comment what it must refuse on the line below it.

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FIXTURES = join('test', 'types', 'fixtures');
const MARK = '// error: ';

interface Refusal {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

const wantedIn = (file: string): readonly Refusal[] =>
  readFileSync(join(ROOT, FIXTURES, file), 'utf8')
    .split('\n')
    .flatMap((text, at) => (text.includes(MARK) ? [{ file, line: at + 2, text: text.trim().slice(MARK.length) }] : []));

function compile(): { readonly refusals: readonly Refusal[]; readonly output: string } {
  const { stdout } = spawnSync(
    process.execPath,
    [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', FIXTURES, '--pretty', 'false'],
    { cwd: ROOT, encoding: 'utf8' },
  );
  // A refusal is a line; what explains it further is indented below.
  const refusals = stdout
    .split(/\n(?=\S)/)
    .map((block) => ({ block, match: /^(\S+)\((\d+),\d+\): error TS\d+: /.exec(block) }))
    .flatMap(({ block, match }) =>
      match?.[1] === undefined ? [] : [{ file: match[1].replace(/^.*\//, ''), line: Number(match[2]), text: block }],
    );
  return { refusals, output: stdout };
}

describe('the compiler', () => {
  let compiled: ReturnType<typeof compile>;
  before(() => {
    compiled = compile();
  });

  for (const file of readdirSync(join(ROOT, FIXTURES)).filter((name) => name.endsWith('.ts'))) {
    const wanted = wantedIn(file);
    it(`${wanted.length === 0 ? 'takes' : `refuses ${wanted.length} things in`} ${file}, and no more`, () => {
      const found = compiled.refusals.filter((refusal) => refusal.file === file);
      assert.deepEqual(
        found.map(({ line }) => line),
        wanted.map(({ line }) => line),
        compiled.output,
      );
      for (const [at, { text }] of wanted.entries()) assert.ok(found[at]?.text.includes(text), found[at]?.text);
    });
  }

  it('has nothing to say about any other file', () => {
    const files = new Set(readdirSync(join(ROOT, FIXTURES)));
    assert.deepEqual(
      compiled.refusals.filter(({ file }) => !files.has(file)),
      [],
    );
  });
});
