import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audit } from '../../src/keys/audit.ts';
import type { Finding, KeySecret } from '../../src/keys/audit.ts';
import type { KeyedPort } from '../../src/keys/keyed-port.ts';
import { keyedPort } from '../harness/keyed-port.ts';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:one-AbCdEf';
const key = { ckn: 'aa'.repeat(32), state: 'associated', secretArn: ARN, startOn: '2026-11-01T12:00:00Z' };

const port = (given: Partial<KeyedPort> = {}): KeyedPort => keyedPort({ keys: [key], ...given });
const secret = (given: Partial<KeySecret> = {}): KeySecret => ({ arn: ARN, name: 'one', isGoing: false, ...given });
const findings = (
  ports: readonly KeyedPort[],
  secrets: readonly KeySecret[] = [],
  maxAge?: number,
): readonly Finding[] => audit(ports, secrets, maxAge, NOW).findings;

describe('an audit', () => {
  it('has nothing to say of a port that must encrypt and does, with one key', () => {
    assert.deepEqual(findings([port()], [secret()], 25), []);
    assert.equal(audit([port()], [], undefined, NOW).ports[0]?.oldestKeyDays, 25);
  });

  for (const [what, given, severity, text] of [
    ['does not encrypt', { links: [{ id: 'dxcon-f1', isEncrypted: false }] }, 'problem', /dxcon-f1 does not encrypt/],
    ['must encrypt and has no key', { keys: [] }, 'problem', /nothing passes/],
    ['should encrypt and has no key', { keys: [], mode: 'should_encrypt' }, 'problem', /nothing is encrypted/],
    ['is no_encrypt', { mode: 'no_encrypt' }, 'problem', /no_encrypt, whatever keys/],
    ['should encrypt and does', { mode: 'should_encrypt' }, 'note', /goes on unprotected/],
    ['has two keys', { keys: [key, { ...key, ckn: 'bb'.repeat(32) }] }, 'note', /has 2 keys/],
    ['is not MACsec capable', { macSecCapable: false }, 'note', /not MACsec capable/],
  ] satisfies [string, Partial<KeyedPort>, Finding['severity'], RegExp][]) {
    it(`tells of a port that ${what}`, () => {
      const [finding, ...more] = findings([port(given)]);
      assert.equal(more.length, 0);
      assert.equal(finding?.severity, severity);
      assert.match(finding?.text ?? '', text);
    });
  }

  it('tells of a key that is older than it may be', () => {
    assert.match(findings([port()], [], 24)[0]?.text ?? '', /key of 25 days, which is more than 24/);
  });

  it('tells of secrets that were left behind, and of one that goes although a key is made of it', () => {
    assert.match(findings([], [secret()])[0]?.text ?? '', /left behind/);
    assert.match(findings([port()], [secret({ isGoing: true })])[0]?.text ?? '', /to be deleted/);
    assert.deepEqual(findings([], [secret({ isGoing: true })]), []);
  });

  it('counts a LAG once, and neither its members nor hosted connections', () => {
    const lag = port({ id: 'dxlag-f1', kind: 'LAG' });
    const { ports } = audit([lag, port({ lagId: 'dxlag-f1' }), port({ isHosted: true })], [], undefined, NOW);
    assert.deepEqual(
      ports.map(({ id }) => id),
      ['dxlag-f1'],
    );
  });
});
