import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inputShapes } from '../../src/contract/generated/direct-connect.ts';
import { withNewer } from '../../src/contract/newer-direct-connect.ts';
import { NOT_YET, NOT_YET_IN_SDK, operations } from '../../src/directconnect/operations.ts';
import { assertError, call } from '../harness/http.ts';
import { refused } from '../harness/refusal.ts';
import { suiteFerrule } from '../harness/suite.ts';

describe('an operation that Ferrule does not have yet', () => {
  const suite = suiteFerrule();

  for (const operation of [...NOT_YET, ...NOT_YET_IN_SDK]) {
    it(`${operation} answers 501 with its name`, async () => {
      const message = assertError(await call(suite.ferrule.url, operation), 501, 'NotImplementedException');
      assert.match(message, new RegExp(`\\b${operation}\\b`));
    });
  }

  it('is an error of that name for the SDK', () =>
    refused(
      suite.ferrule.secretsManager().rotateSecret({ SecretId: 'any' }),
      'NotImplementedException',
      /RotateSecret/,
    ));

  it('is every operation of the SDK that has no handler, and no other', () => {
    assert.deepEqual([...NOT_YET, ...Object.keys(operations)].sort(), Object.keys(withNewer(inputShapes)).sort());
  });
});
