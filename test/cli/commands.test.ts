import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runFerrule } from '../harness/child.ts';

describe('a command', () => {
  for (const [words, environment, message] of [
    [['env', '--account', '12'], {}, /--account .*'12' is invalid. It must be an account id: 12 digits/],
    [['env', '--region', 'a b; c'], {}, /--region .*'a b; c' is invalid. It must be the name of a Region/],
    [['env', '--endpoint', 'there'], {}, /--endpoint .*'there' is invalid. It must be a URL/],
    [['status'], { FERRULE_ENDPOINT: 'there' }, /'there' from env 'FERRULE_ENDPOINT' is invalid/],
  ] as const) {
    it(`refuses ${JSON.stringify(environment)} ${words.join(' ')}, and says what would be right`, async () => {
      const { code, output } = await runFerrule(words, environment);
      assert.equal(code, 1);
      assert.match(output, message);
    });
  }
});
