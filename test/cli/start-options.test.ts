import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Command } from 'commander';
import { addStartOptions, ferruleOptions } from '../../src/cli/start-options.ts';
import { DEFAULTS } from '../../src/app/options.ts';
import type { FerruleOptions } from '../../src/app/options.ts';
import { runFerrule, startChild, temporaryDirectory } from '../harness/child.ts';
import { TRANSITIONS } from '../../src/directconnect/model/transition.ts';

const silent = { writeOut: () => undefined, writeErr: () => undefined };

/** The options of `ferrule start` with these words. */
function parsed(...words: string[]): FerruleOptions {
  return parsedWith({}, ...words);
}

function parsedWith(environment: NodeJS.ProcessEnv, ...words: string[]): FerruleOptions {
  const command = addStartOptions(new Command('start')).exitOverride().configureOutput(silent);
  command.parse(words, { from: 'user' });
  return ferruleOptions(command.opts(), environment);
}

describe('ferrule start', () => {
  it('is what the defaults say, with a data directory', () => {
    assert.deepEqual(parsed(), { ...DEFAULTS, dataDirectory: '.ferrule' });
    assert.equal(parsed('--memory').dataDirectory, undefined);
  });

  it('refuses to keep nothing and to keep it somewhere, however that is said', () => {
    const both = /--memory keeps nothing, and --data-dir there is where everything is kept: leave out one/;
    assert.throws(() => parsed('--memory', '--data-dir', 'there'), both);
    assert.throws(() => parsedWith({ FERRULE_MEMORY: '1' }, '--data-dir', 'there'), both);
    assert.equal(parsedWith({ FERRULE_MEMORY: '0' }, '--data-dir', 'there').dataDirectory, 'there');
    assert.equal(parsed('--memory', '--data-dir', '').dataDirectory, undefined);
  });

  it('tells every transition, what it means and how long it takes, in its help', () => {
    const help = addStartOptions(new Command('start')).helpInformation().replaceAll(/\s+/g, ' ');
    for (const [name, { seconds, means }] of Object.entries(TRANSITIONS))
      assert.ok(help.includes(`${name}=${seconds} ${means}`), name);
  });

  it('takes durations by name', () => {
    const { lifecycle, durations } = parsed('--lifecycle', 'timed', '--durations', 'requested=2, associating=0.5,');
    assert.deepEqual([lifecycle, durations], ['timed', { requested: 2, associating: 0.5 }]);
  });

  it('refuses durations where nothing takes time', () => {
    assert.throws(() => parsed('--durations', 'associating=5'), /add --lifecycle timed, or leave them out/);
    assert.deepEqual(parsed('--durations', '').durations, {});
    assert.deepEqual(parsed('--lifecycle', 'manual', '--durations', 'pending=2').durations, { pending: 2 });
  });

  it('takes a variable that is empty for one that is not there', async () => {
    const names =
      'HOST PORT DATA_DIR LIFECYCLE DURATIONS AUTH CREDENTIALS REGION PARTNER_ACCOUNTS QUOTAS LOCATIONS EC2_ENDPOINT PORTD TLS_CERT TLS_KEY INSECURE LOG_LEVEL MASTER_KEY';
    const empty = Object.fromEntries(names.split(' ').map((name) => [`FERRULE_${name}`, '']));
    const ferrule = await startChild(['--memory'], empty);
    assert.equal(await ferrule.terminate(), 0, ferrule.output());
  });

  it('takes partner accounts by number, or all', () => {
    assert.equal(parsed('--partner-accounts', '*').partnerAccounts, undefined);
    assert.deepEqual(parsed('--partner-accounts', '111111111111, 222222222222').partnerAccounts, [
      '111111111111',
      '222222222222',
    ]);
  });

  it('takes a switch by its flag, or by a variable that says yes', () => {
    for (const text of ['1', 'true', 'TRUE', 'yes', 'on']) {
      const { insecure, strictSecrets, dataDirectory } = parsedWith({
        FERRULE_INSECURE: text,
        FERRULE_STRICT_SECRETS: text,
        FERRULE_MEMORY: text,
      });
      assert.deepEqual([insecure, strictSecrets, dataDirectory], [true, true, undefined], text);
    }
    assert.equal(parsedWith({ FERRULE_INSECURE: '0' }, '--insecure').insecure, true);
  });

  it('takes a variable that says no for no', async () => {
    for (const text of ['', '0', 'false', 'no', 'off']) {
      const { code, output } = await runFerrule(['start', '--memory', '--port', '0', '--host', '0.0.0.0'], {
        FERRULE_INSECURE: text,
      });
      assert.equal(code, 1, text);
      assert.match(output, /would serve other machines/);
    }
    assert.throws(() => parsedWith({ FERRULE_MEMORY: 'maybe' }), /FERRULE_MEMORY is "maybe": it must be 1 or true/);
  });

  it('names the option, and the file, of a file that is not what it should be', () => {
    const directory = temporaryDirectory();
    const file = join(directory.path, 'file');
    writeFileSync(file, 'no PEM, and no JSON');
    try {
      assert.throws(() => parsed('--locations', '/nowhere'), /--locations \/nowhere cannot be read: ENOENT/);
      assert.throws(() => parsed('--locations', file), new RegExp(`--locations ${file}: .*JSON`));
      assert.throws(() => parsed('--tls-cert', '/nowhere', '--tls-key', file), /--tls-cert \/nowhere cannot be read/);
      assert.throws(
        () => parsed('--tls-cert', file, '--tls-key', file),
        new RegExp(`--tls-cert ${file} and --tls-key ${file} must be a certificate and its private key`),
      );
    } finally {
      directory.remove();
    }
  });

  for (const [what, words, message] of [
    ['a transition that there is not', ['--durations', 'waiting=2'], /waiting is no transition; they are requested, /],
    ['a duration that is no number', ['--durations', 'pending=soon'], /pending=soon must be a number of seconds/],
    ['a negative duration', ['--durations', 'pending=-1'], /pending=-1 must be a number of seconds/],
    ['a partner that is no account', ['--partner-accounts', '1234'], /1234 is no account id/],
    ['a lifecycle that there is not', ['--lifecycle', 'slow'], /instant, timed, manual/],
    ['a port beyond all', ['--port', '65536'], /from 0 to 65535/],
    ['a port that is no number', ['--port', '4566x'], /from 0 to 65535/],
    ['half of TLS', ['--tls-cert', 'x.pem'], /--tls-cert and --tls-key go together/],
    ['verification without credentials', ['--auth', 'verify'], /needs --credentials FILE/],
    ['a Region that can be none', ['--region', 'foo bar'], /must be the name of a Region, such as eu-west-1/],
    ['no Region', ['--region', ''], /must be the name of a Region/],
    ['quotas that there are not', ['--quotas', 'all'], /none, aws/],
  ] as const) {
    it(`refuses ${what}, and says what would be right`, () => {
      assert.throws(() => parsed(...words), message);
    });
  }
});
