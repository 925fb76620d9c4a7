import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OctetArena } from '../../src/bytes/octet-arena.ts';
import { Prng } from '../support/prng.ts';

test('octets are handed out zeroed, once, and of the length asked for', () => {
  const arena = new OctetArena();
  const lengths = new Prng(1);
  const taken = Array.from({ length: 500 }, (_, index) => {
    const length = lengths.below(20_000);
    const view = arena.take(length);
    assert.equal(view.length, length);
    assert.ok(view.every((octet) => octet === 0));
    view.fill(1 + (index % 255));
    return view;
  });
  for (const [index, view] of taken.entries()) assert.ok(view.every((octet) => octet === 1 + (index % 255)));
});
