import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toQueryError } from '../../src/awsjson/query-errors.ts';
import { errorOf } from '../../src/awsjson/sigv4/fault.ts';
import type { SignatureFaultName } from '../../src/awsjson/sigv4/fault.ts';
import { AwsError } from '../../src/contract/aws-error.ts';

describe('the query protocol’s words for a refusal', () => {
  const expected: Readonly<Record<SignatureFaultName, string>> = {
    missing: '403 MissingAuthenticationToken',
    incomplete: '400 IncompleteSignature',
    invalid: '403 SignatureDoesNotMatch',
    unrecognized: '403 InvalidClientTokenId',
    malformed: '404 MalformedQueryString',
  };
  for (const fault of Object.keys(expected) as SignatureFaultName[]) {
    it(fault, () => {
      const error = toQueryError(errorOf({ fault, message: 'why' }));
      assert.equal(`${error.status} ${error.code}`, expected[fault]);
      assert.equal(error.message, 'why');
    });
  }

  it('leaves other errors alone', () => {
    const error = new AwsError('ValidationError', 400, 'no');
    assert.equal(toQueryError(error), error);
  });
});
