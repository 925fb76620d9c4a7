import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { decodeCredentials, readCredentialsFile } from '../../src/awsjson/credentials-file.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

function profile(name: string, settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ aws_access_key_id: name, aws_secret_access_key: SECRET, ...settings });
  return [`[${name}]`, ...lines.map(([key, value]) => `${key} = ${value}`), ''].join('\n');
}

function decoded(text: string): string[] {
  const result = decodeCredentials(text);
  assert.ok('credentials' in result, JSON.stringify(result));
  return [...result.credentials.values()].map(
    ({ accessKeyId, account, secretAccessKey, sessionToken }) =>
      `${accessKeyId} ${account} ${textOf(secretAccessKey)} ${sessionToken ? textOf(sessionToken) : '-'}`,
  );
}

const textOf = (value: { reveal(): Uint8Array }): string => Buffer.from(value.reveal()).toString();

function faults(text: string): readonly string[] {
  const result = decodeCredentials(text);
  assert.ok('faults' in result, 'no fault was found');
  assert.ok(!JSON.stringify(result).includes('wJalr'), 'a fault repeats a secret');
  return result.faults;
}

describe('a credentials file', () => {
  it('has any number of profiles', () => {
    const text = [
      '# a comment',
      profile('AKIA1', {}),
      profile('222222222222', {}),
      profile('AKIA3', { aws_account_id: '333333333333' }),
      profile('ASIA4', { aws_session_token: 'tok/en+==', region: 'us-east-1' }),
    ].join('\n');
    assert.deepEqual(decoded(text), [
      `AKIA1 000000000000 ${SECRET} -`,
      `222222222222 222222222222 ${SECRET} -`,
      `AKIA3 333333333333 ${SECRET} -`,
      `ASIA4 000000000000 ${SECRET} tok/en+==`,
    ]);
  });

  it('reads values as AWS’s tools do', () => {
    const settings = (secret: string): string =>
      `[a]\r\naws_access_key_id=k ; comment\r\naws_secret_access_key=${secret}\r\n`;
    for (const [written, read] of [
      ['a#b;c', 'a#b;c'],
      ['#a', '#a'],
      ['a # comment', 'a'],
      ['a\\b\\;c\\', 'a\\b\\;c\\'],
      ['a=b==', 'a=b=='],
      ['  a b  ', 'a b'],
      ['"a', '"a'],
      ['a="b"', 'a="b"'],
      ['\u00e4', '\u00e4'],
    ] as const) {
      assert.deepEqual(decoded(`\uFEFF${settings(written)}`), [`k 000000000000 ${read} -`], written);
    }
  });

  it('takes any profile name as it is', () => {
    const names = ['a.b', 'a', '__proto__', 'constructor', 'profile x'];
    const text = names.map((name, at) => profile(name, { aws_access_key_id: `k${at}` })).join('\n');
    assert.equal(decoded(text).length, names.length);
  });

  it('keeps its secrets from being printed', () => {
    const result = decodeCredentials(profile('a', { aws_session_token: SECRET }));
    assert.ok(!inspect(result, { depth: 9, showHidden: true }).includes('wJalr'));
    assert.ok('credentials' in result && !JSON.stringify([...result.credentials]).includes('wJalr'));
  });

  const wrong: Readonly<Record<string, readonly [text: string, fault: string]>> = {
    'nothing in it': ['\n# nothing\n', 'there is no profile in it'],
    'no key id': [`[a]\naws_secret_access_key = ${SECRET}`, 'profile "a": aws_access_key_id is missing'],
    'no secret': ['[a]\naws_access_key_id = k', 'profile "a": aws_secret_access_key is missing'],
    'an empty secret': [
      profile('a', { aws_secret_access_key: '' }),
      'profile "a": aws_secret_access_key is empty or not text',
    ],
    'a secret that is no text': [
      profile('a', { aws_secret_access_key: 'true' }),
      'profile "a": aws_secret_access_key is empty or not text',
    ],
    'an empty token': [profile('a', { aws_session_token: '' }), 'profile "a": aws_session_token is empty or not text'],
    'a key id that is a secret': [
      profile('a', { aws_access_key_id: SECRET }),
      'profile "a": aws_access_key_id has a character other than letters, digits, "_", "-" and ".", or more than 128',
    ],
    'an account of eleven digits': [
      profile('a', { aws_account_id: '12345678901' }),
      'profile "a": aws_account_id is not twelve digits',
    ],
    'a setting twice': [
      `${profile('b', {})}${profile('a', {})}aws_secret_access_key = ${SECRET}`,
      'profile "a": aws_secret_access_key is there more than once',
    ],
    'a profile twice': [profile('a', {}) + profile('a', {}), 'line 4: profile "a" is there a second time'],
    'a key id twice': [
      profile('a', {}) + profile('b', { aws_access_key_id: 'a' }),
      'profiles "a" and "b" have the same aws_access_key_id',
    ],
    'a line without a name': [`[a]\n${SECRET}`, 'line 2 is not of the form "name = value"'],
    'a value without a name': [`[a]\n = ${SECRET}`, 'line 2 is not of the form "name = value"'],
    'a setting before any profile': [`x = ${SECRET}`, 'line 1: a setting stands before the first [profile]'],
    'a bracket that is open': [`[a\n`, "line 1: a profile's name stands in brackets, on a line of its own"],
    'a profile without a name': [`[ ]\n`, "line 1: a profile's name stands in brackets, on a line of its own"],
    'something after the bracket': [
      `[a] x = ${SECRET}\n`,
      "line 1: a profile's name stands in brackets, on a line of its own",
    ],
    'a value in quotes': [
      `[a]\naws_secret_access_key = "${SECRET}"`,
      "line 2: a value in quotes; AWS's tools sign with the quotes, so write it without",
    ],
  };
  for (const [name, [text, fault]] of Object.entries(wrong)) {
    it(`refuses ${name}`, () => assert.deepEqual(faults(text), [fault]));
  }

  it('says everything that is wrong at once', () => {
    const text = profile('a', { aws_account_id: 'x', aws_access_key_id: '' }) + profile('b', { aws_account_id: 'y' });
    assert.deepEqual(faults(text), [
      'profile "a": aws_access_key_id is empty or not text',
      'profile "a": aws_account_id is not twelve digits',
      'profile "b": aws_account_id is not twelve digits',
    ]);
  });
});

describe('reading a credentials file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ferrule-credentials-'));
  after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'credentials');
  const write = (text: string, mode: number): void => {
    writeFileSync(path, text);
    chmodSync(path, mode);
  };

  it('warns if others can read it', { skip: process.platform === 'win32' }, () => {
    write(profile('a', {}), 0o600);
    assert.deepEqual(readCredentialsFile(path).warnings, []);
    assert.equal(readCredentialsFile(path).credentials.get('a')?.account, '000000000000');
    for (const mode of [0o644, 0o640, 0o604]) {
      chmodSync(path, mode);
      const { warnings } = readCredentialsFile(path);
      assert.deepEqual(warnings, [
        `credentials file ${path} can be read by others (mode 0${mode.toString(8)}): chmod 600`,
      ]);
    }
  });

  it('names the file and all its faults', () => {
    write(`[a]\naws_access_key_id = ${SECRET}\n`, 0o600);
    assert.throws(
      () => readCredentialsFile(path),
      (thrown: Error) =>
        thrown.message.startsWith(
          `credentials file ${path}: profile "a": aws_secret_access_key is missing; profile "a"`,
        ) && !thrown.message.includes('wJalr'),
    );
    assert.throws(() => readCredentialsFile(join(folder, 'absent')), { code: 'ENOENT' });
    assert.throws(() => readCredentialsFile(folder), { code: 'EISDIR' });
  });
});
