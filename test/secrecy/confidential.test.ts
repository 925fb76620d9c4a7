import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { format, inspect } from 'node:util';
import { pino } from 'pino';
import { Confidential } from '../../src/crypto/confidential.ts';
import { MasterKeySeal } from '../../src/crypto/node/at-rest.ts';

const octets = Uint8Array.from({ length: 32 }, (_, at) => 0x60 + at);
const cak = new Confidential('CAK', octets);
const hex = Buffer.from(octets).toString('hex');

/** Whether a text has the octets in any form. */
const shows = (text: string): boolean =>
  [
    hex,
    Buffer.from(octets).toString('base64').slice(0, -4),
    Buffer.from(octets).toString('latin1'),
    [...octets].slice(0, 4).join(','),
  ].some((form) => text.toLowerCase().includes(form.toLowerCase())) || /96, *97, *98/.test(text);

describe('a confidential value', () => {
  for (const [way, text] of [
    ['string conversion', String(cak)],
    ['a template', `${cak}`],
    ['concatenation', '' + (cak as unknown as string)],
    ['JSON', JSON.stringify({ pair: { cak } })],
    ['the inspector', inspect({ cak }, { depth: 10, showHidden: true, getters: true })],
    ['the inspector without custom inspection', inspect(cak, { customInspect: false, showHidden: true, depth: 10 })],
    ['format', format('%s %o %O %j %d', cak, cak, cak, cak, cak)],
    ['its entries', JSON.stringify([Object.entries(cak), Object.getOwnPropertyNames(cak), { ...cak }])],
    ['a structured clone', inspect(structuredClone(cak), { showHidden: true, depth: 10 })],
    ['an array of it', String([cak, cak])],
    ['an error', inspect(new Error('refused', { cause: cak }))],
  ] as const) {
    it(`is not shown by ${way}`, () => assert.ok(!shows(text), text));
  }

  it('is not shown by a failed assertion', () => {
    const other = new Confidential('CAK', Uint8Array.from(octets).fill(1));
    for (const check of [
      () => assert.deepEqual({ cak }, { cak: 'x' }),
      () => assert.equal(cak, other),
      () => assert.deepStrictEqual([cak], []),
    ]) {
      assert.throws(check, (fault) => fault instanceof Error && !shows(`${fault.message}${inspect(fault)}`));
    }
  });

  it('is not shown by the logger', () => {
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    log.info({ cak, nested: { list: [cak] } }, 'a key %s %o', cak, cak);
    log.error(new Error('refused', { cause: cak }));
    log.error({ err: Object.assign(new Error('refused'), { cak }) });
    assert.equal(lines.length, 3);
    assert.ok(!shows(lines.join('')), lines.join(''));
  });

  it('says what it is', () => {
    assert.deepEqual([String(cak), JSON.stringify(cak), inspect(cak)], ['[CAK]', '"[CAK]"', '[CAK]']);
    assert.deepEqual([cak.kind, cak.length], ['CAK', 32]);
  });

  it('is revealed, whole, by the one way that there is', () => {
    assert.deepEqual(cak.reveal(), octets);
  });

  it('equals what has the same octets, and nothing else', () => {
    const changed = (at: number): Confidential => {
      const copy = Uint8Array.from(octets);
      copy[at] = (copy[at] ?? 0) ^ 0x80;
      return new Confidential('CAK', copy);
    };
    assert.ok(cak.equals(new Confidential('secret value', Uint8Array.from(octets))));
    for (const other of [
      changed(0),
      changed(31),
      new Confidential('CAK', octets.subarray(1)),
      new Confidential('CAK', new Uint8Array()),
    ])
      assert.ok(!cak.equals(other) && !other.equals(cak));
  });
});

describe('a sealed value', () => {
  const seal = new MasterKeySeal(new Confidential('master key', new Uint8Array(32).fill(7)));

  it('opens in its own place alone, under its own key alone, unaltered alone', () => {
    const sealed = seal.seal(cak, 'row 1');
    assert.ok(seal.open('CAK', sealed, 'row 1').equals(cak));
    const otherKey = new MasterKeySeal(new Confidential('master key', new Uint8Array(32).fill(8)));
    assert.throws(() => seal.open('CAK', sealed, 'row 2'), /cannot be opened \(row 2\)/);
    assert.throws(() => otherKey.open('CAK', sealed, 'row 1'), /cannot be opened/);
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Uint8Array.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      assert.throws(() => seal.open('CAK', altered, 'row 1'), /is damaged|cannot be opened/);
    }
    for (let length = 0; length < sealed.length; length += 1)
      assert.throws(() => seal.open('CAK', sealed.subarray(0, length), 'row 1'), /is damaged|cannot be opened/);
  });

  it('is another one every time, and shows nothing', () => {
    const all = new Set(Array.from({ length: 100 }, () => Buffer.from(seal.seal(cak, 'row')).toString('hex')));
    assert.equal(all.size, 100);
    for (const text of all) assert.ok(!text.includes(hex.slice(0, 8)));
  });

  it('needs a master key of 32 octets', () => {
    for (const length of [0, 16, 31, 33])
      assert.throws(
        () => new MasterKeySeal(new Confidential('master key', new Uint8Array(length))),
        new RegExp(`has 32 octets, not ${length}`),
      );
  });
});
