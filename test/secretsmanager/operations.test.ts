import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inputShapes } from '../../src/contract/generated/secrets-manager.ts';
import { NOT_YET, operations } from '../../src/secretsmanager/operations.ts';

describe('the operations of Secrets Manager', () => {
  it('are those of the service model, done or not yet', () => {
    assert.deepEqual([...Object.keys(operations), ...NOT_YET].sort(), Object.keys(inputShapes).sort());
  });

  it('are done but for replication and rotation', () => {
    assert.equal(Object.keys(operations).length, 18);
  });
});
