import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { codeCacheOf, compileBundle, loadCommand, runBundle } from '../../src/cli/load-command.ts';

suite('the bundled command', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ferrule-bundle-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** A bundle of its own for each test: what V8 has compiled once in a process, it does not look for anywhere. */
  function write(name: string): string {
    const bundle = join(folder, `${name}.cjs`);
    writeFileSync(
      bundle,
      `(function (exports, require, module, __filename, __dirname) {
         const answer = () => ['${name}', require('node:path').basename(__filename), __dirname];
         module.exports = { program: answer() };
       })`,
    );
    return bundle;
  }

  test('runs from its source', () => {
    const bundle = write('source');
    assert.deepEqual(runBundle(compileBundle(bundle), bundle), { program: ['source', 'source.cjs', folder] });
  });

  test('runs from the code that was kept beside it', () => {
    const bundle = write('cache');
    const keep = `const fs = require('node:fs'), [bundle, cache] = process.argv.slice(1);
      fs.writeFileSync(cache, new vm.Script(fs.readFileSync(bundle, 'latin1')).createCachedData());`;
    execFileSync(process.execPath, ['-e', keep, bundle, codeCacheOf(bundle)]);
    const script = compileBundle(bundle);
    assert.equal(script.cachedDataRejected, false);
    assert.deepEqual(runBundle(script, bundle), { program: ['cache', 'cache.cjs', folder] });
  });

  test('runs from its source where V8 refuses that code, as of another version of Node', () => {
    const bundle = write('other');
    writeFileSync(codeCacheOf(bundle), Buffer.alloc(64, 1));
    const script = compileBundle(bundle);
    assert.equal(script.cachedDataRejected, true);
    assert.deepEqual(runBundle(script, bundle), { program: ['other', 'other.cjs', folder] });
  });

  test('is its modules where nothing was bundled', async () => {
    const { program } = await loadCommand('portd-program');
    assert.deepEqual(
      program.commands.map((command) => command.name()),
      ['portd'],
    );
  });
});
