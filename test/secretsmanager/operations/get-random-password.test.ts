import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SecretsManagerBench } from '../../harness/secrets-manager.ts';

const password = async (bench: SecretsManagerBench, input: object = {}): Promise<string> =>
  (await bench.ask('GetRandomPassword', input)).RandomPassword;

describe('GetRandomPassword', () => {
  it('has 32 characters of every type', async () => {
    const bench = new SecretsManagerBench();
    for (let at = 0; at < 50; at += 1) {
      const made = await password(bench);
      assert.equal(made.length, 32);
      for (const type of [/[a-z]/, /[A-Z]/, /[0-9]/, /[!-/:-@[-`{-~]/]) assert.match(made, type);
      assert.doesNotMatch(made, / /);
    }
  });

  it('has every type also if it is as short as there are types', async () => {
    const bench = new SecretsManagerBench();
    for (let at = 0; at < 20; at += 1) {
      const made = await password(bench, { PasswordLength: 5, IncludeSpace: true });
      for (const type of [/[a-z]/, /[A-Z]/, /[0-9]/, /[!-/:-@[-`{-~]/, / /]) assert.match(made, type);
    }
    await bench.refuses(
      'GetRandomPassword',
      { PasswordLength: 3 },
      'InvalidParameterException',
      'Password length is too short based on the required types.',
    );
    assert.equal((await password(bench, { PasswordLength: 1, RequireEachIncludedType: false })).length, 1);
  });

  it('leaves out what is excluded', async () => {
    const bench = new SecretsManagerBench();
    const rest = { ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true };
    assert.match(await password(bench, { ...rest, ExcludeCharacters: '01234', PasswordLength: 200 }), /^[5-9]{200}$/);
    assert.match(await password(bench, { ...rest, ExcludeNumbers: true, IncludeSpace: true }), /^ {32}$/);
    await bench.refuses(
      'GetRandomPassword',
      { ...rest, ExcludeNumbers: true },
      'InvalidParameterException',
      /No characters are left/,
    );
  });

  it('has 1 to 4096 characters', async () => {
    const bench = new SecretsManagerBench();
    assert.equal((await password(bench, { PasswordLength: 4096 })).length, 4096);
    for (const PasswordLength of [0, 4097]) {
      await bench.refuses('GetRandomPassword', { PasswordLength }, 'ValidationException', /'passwordLength'/);
    }
  });
});
