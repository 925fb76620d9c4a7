import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KeyedPort, ShownKey } from '../../src/keys/keyed-port.ts';
import type { LinkState } from '../../src/keys/link.ts';
import { rotationStep } from '../../src/keys/rotation-step.ts';
import type { RotationFacts, RotationStep } from '../../src/keys/rotation-step.ts';
import { keyedPort } from '../harness/keyed-port.ts';

const OLD = 'aa'.repeat(32);
const OTHER = 'bb'.repeat(32);
const NEW = 'cc'.repeat(32);

const key = (ckn: string, state = 'associated'): ShownKey => ({
  ckn,
  state,
  secretArn: `secret of ${ckn}`,
  startOn: '2026-01-01T00:00:00Z',
});

const port = (given: Partial<KeyedPort> = {}): KeyedPort => keyedPort({ keys: [key(OLD)], ...given });

const link = (given: Partial<LinkState> = {}): LinkState => ({
  id: 'dxcon-f1',
  secured: true,
  ckn: OLD,
  obstacle: undefined,
  ...given,
});

const step = (given: Partial<RotationFacts>): RotationStep =>
  rotationStep({
    port: port(),
    links: [link()],
    ckn: NEW,
    begun: false,
    isLate: false,
    givenUp: undefined,
    silence: undefined,
    confirmed: undefined,
    ...given,
  });

describe('the first step of a rotation', () => {
  it('is to associate the new key beside the old one', () => {
    assert.deepEqual(step({}), { do: 'associate' });
  });

  for (const [what, facts, why] of [
    ['of a hosted connection', { port: port({ isHosted: true }) }, /hosted connection/],
    ['of a port without MACsec', { port: port({ macSecCapable: false }) }, /not MACsec capable/],
    ['of a member of a LAG', { port: port({ lagId: 'dxlag-f1' }) }, /member of dxlag-f1/],
    ['of a port without a key', { port: port({ keys: [] }) }, /no key yet/],
    ['to the only key', { port: port({ keys: [key(NEW)] }) }, /only key/],
    ['to the only key in other letters', { port: port({ keys: [key(NEW.toUpperCase())] }) }, /only key/],
    ['of a port that is pending', { port: port({ state: 'pending' }) }, /is pending/],
    ['of an empty LAG', { port: port({ links: [] }), links: [] }, /no member/],
    [
      'of a link that is not secured',
      { links: [link({ secured: false, obstacle: 'the CAKs differ' })] },
      /not secured .*the CAKs differ/,
    ],
    [
      'of a link that carries nothing',
      { silence: 'dxcon-f1 carries nothing from its router' },
      /^dxcon-f1 carries nothing from its router\. Put that right first/,
    ],
    ['beside three keys', { port: port({ keys: [key(OLD), key(OTHER), key('dd'.repeat(32))] }) }, /has 3 keys/],
  ] satisfies [string, Partial<RotationFacts>, RegExp][]) {
    it(`refuses a rotation ${what}`, () => {
      const refusal = step(facts);
      assert.equal(refusal.do, 'refuse');
      assert.match(refusal.do === 'refuse' ? refusal.why : '', why);
    });
  }

  it('takes one of three keys up that is there already', () => {
    assert.deepEqual(step({ port: port({ keys: [key(OLD), key(OTHER), key(NEW)] }) }), { do: 'associate' });
  });
});

describe('a rotation under way', () => {
  const begun = { begun: true, port: port({ keys: [key(OLD), key(NEW)] }) };

  it('waits while the new key is not associated yet, or the port is pending', () => {
    for (const busy of [
      port({ keys: [key(OLD), key(NEW, 'associating')] }),
      port({ state: 'pending', keys: [key(OLD), key(NEW)] }),
    ])
      assert.equal(step({ ...begun, port: busy, links: [link({ ckn: NEW })] }).do, 'wait');
  });

  it('waits while a link uses the old key, and says what stands in the way', () => {
    assert.deepEqual(step({ ...begun, links: [link({ obstacle: 'no router has it' })] }), {
      do: 'wait',
      until: 'dxcon-f1 does not use the new key: no router has it',
    });
  });

  it('keeps the old key while one member of a LAG still uses it', () => {
    const links = [link({ ckn: NEW }), link({ id: 'dxcon-f2' })];
    assert.equal(step({ ...begun, links }).do, 'wait');
  });

  it('takes the old key away once every link uses the new one', () => {
    assert.deepEqual(step({ ...begun, links: [link({ ckn: NEW })] }), { do: 'disassociate', key: key(OLD) });
  });

  it('never takes the old key away while a link is not secured', () => {
    assert.equal(step({ ...begun, links: [link({ ckn: NEW, secured: false })] }).do, 'wait');
    assert.equal(step({ ...begun, links: [link({ ckn: NEW, secured: false })], isLate: true }).do, 'roll-back');
  });

  it('takes the old keys away one after the other', () => {
    const three = port({ keys: [key(OLD), key(OTHER), key(NEW)] });
    assert.deepEqual(step({ ...begun, port: three, links: [link({ ckn: NEW })] }), {
      do: 'disassociate',
      key: key(OLD),
    });
    const going = port({ keys: [key(OLD, 'disassociating'), key(OTHER), key(NEW)] });
    assert.equal(step({ ...begun, port: going, links: [link({ ckn: NEW })] }).do, 'wait');
  });

  it('ends when the new key is the only one and in use', () => {
    const done = port({ keys: [key(NEW)] });
    const end = step({ ...begun, port: done, links: [link({ ckn: NEW })] });
    assert.equal(end.do === 'end' && end.outcome, 'rotated');
    assert.equal(step({ ...begun, port: done, links: [link({ secured: false })] }).do, 'wait');
    const cut = step({ ...begun, port: done, links: [link({ secured: false })], isLate: true });
    assert.equal(cut.do === 'end' && cut.outcome, 'cut');
  });

  it('takes the new key away again when it is late, and says why', () => {
    assert.deepEqual(step({ ...begun, isLate: true, links: [link({ obstacle: 'the CAKs differ' })] }), {
      do: 'roll-back',
      key: key(NEW),
      why: 'dxcon-f1 does not use the new key: the CAKs differ',
    });
  });

  it('ends where somebody else has taken the new key away', () => {
    const end = step({ begun: true });
    assert.equal(end.do === 'end' && end.outcome, 'rolled-back');
  });
});

describe('a rotation that goes back', () => {
  const back = { begun: true, givenUp: 'it was interrupted' };

  it('takes the new key away, waits until it is gone, and ends with the old one', () => {
    const both = port({ keys: [key(OLD), key(NEW)] });
    assert.deepEqual(step({ ...back, port: both }), { do: 'roll-back', key: key(NEW), why: 'it was interrupted' });
    const going = port({ keys: [key(OLD), key(NEW, 'disassociating')] });
    assert.equal(step({ ...back, port: going }).do, 'wait');
    const end = step(back);
    assert.deepEqual(end, { do: 'end', outcome: 'rolled-back', why: 'it was interrupted' });
  });

  it('says so if the old key does not protect the link either', () => {
    const end = step({ ...back, links: [link({ secured: false })] });
    assert.equal(end.do === 'end' && end.outcome, 'cut');
  });

  it('does not take the only key away', () => {
    const only = port({ keys: [key(NEW)] });
    const end = step({ ...back, port: only, links: [link({ ckn: NEW })] });
    assert.equal(end.do === 'end' && end.outcome, 'rotated');
  });
});

describe('a rotation where only a person sees which key is in use', () => {
  const begun = { begun: true, port: port({ keys: [key(OLD), key(NEW)] }), links: [link({ ckn: undefined })] };

  it('asks, and goes by the answer', () => {
    assert.deepEqual(step(begun), { do: 'ask' });
    assert.deepEqual(step({ ...begun, confirmed: true }), { do: 'disassociate', key: key(OLD) });
    assert.equal(step({ ...begun, confirmed: false }).do, 'roll-back');
  });

  it('does not ask while the port says that it is not encrypted', () => {
    assert.equal(step({ ...begun, links: [link({ ckn: undefined, secured: false })] }).do, 'wait');
  });
});
