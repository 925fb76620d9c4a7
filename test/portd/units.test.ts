import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SOCKET_FILE } from '../../src/portd/daemon.ts';
import { runFerrule, temporaryDirectory } from '../harness/child.ts';

const UNITS = fileURLToPath(new URL('../../../docs/systemd', import.meta.url));
const NAMES = ['ferrule-portd.service', 'ferrule.service'];
const COMMAND = '/usr/local/bin/ferrule';

const unit = (name: string): string => readFileSync(join(UNITS, name), 'utf8');
const execStart = (name: string): string => /^ExecStart=(.*)$/m.exec(unit(name))?.[1] ?? '';
const option = (line: string, name: string): string | undefined => new RegExp(`${name} (\\S+)`).exec(line)?.[1];

const absent =
  spawnSync('systemd-analyze', ['--version']).status === 0 ? false : 'there is no systemd-analyze (systemd)';

describe('the systemd units', () => {
  it('are what systemd-analyze verify takes without a word', { skip: absent }, () => {
    const directory = temporaryDirectory();
    const paths = NAMES.map((name) => join(directory.path, name));
    // A command that is there: whether Ferrule is installed on this machine is not the question.
    for (const [at, name] of NAMES.entries())
      writeFileSync(paths[at] ?? '', unit(name).replaceAll(COMMAND, process.execPath));
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], {
      encoding: 'utf8',
    });
    // Of other units, which are this machine's, it may have something to say.
    const said = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('ferrule'));
    assert.deepEqual([status, said], [0, []]);
    // And it would have said something.
    writeFileSync(paths[0] ?? '', `${unit(NAMES[0] ?? '')}\n[Service]\nRestrictAdressFamilies=AF_UNIX\n`);
    assert.match(
      spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], { encoding: 'utf8' }).stderr,
      /RestrictAdressFamilies/,
    );
    directory.remove();
  });

  it('say what the commands take, and name one socket', async () => {
    for (const name of NAMES) {
      const [command, verb = '', ...words] = execStart(name).split(' ');
      assert.equal(command, COMMAND);
      const { output } = await runFerrule([verb, '--help']);
      for (const word of words.filter((each) => each.startsWith('--'))) assert.ok(output.includes(`${word} <`), word);
    }
    const [daemon = '', server = ''] = NAMES.map(execStart);
    // What a killed daemon left is closed by the same command, at the same place.
    assert.ok(
      unit(NAMES[0] ?? '')
        .split('\n')
        .includes(`ExecStopPost=${daemon} --close`),
    );
    assert.equal(option(server, '--portd'), join(option(daemon, '--data-dir') ?? '', SOCKET_FILE));
  });
});
