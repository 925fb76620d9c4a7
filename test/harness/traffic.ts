import assert from 'node:assert/strict';
import type { Wire } from './wire.ts';

/** Every how many milliseconds each station sends a data frame. */
export const DATA_INTERVAL = 5;

/**
 * Asserts that every data frame that a station wanted to send was sent, protected, and was delivered once to every
 * other station in order: no frame was lost, by a closed port, a missing SA or a replay check.
 */
export function assertNothingLost(wire: Wire): void {
  for (const from of wire.stations) {
    assert.deepEqual(from.unsent, [], `${from.name} could not send`);
    for (const to of wire.stations) {
      if (to === from) continue;
      const received = to.delivered.filter((frame) => frame.from === from.index);
      const numbers = received.map(({ number }) => number);
      const at = from.sent.findIndex((number, index) => number !== numbers[index]);
      assert.deepEqual(
        [at < 0, numbers.length],
        [true, from.sent.length],
        `from ${from.name} to ${to.name}: ${from.sent.length} sent, ${numbers.length} delivered, the first fault at ${at}`,
      );
    }
  }
}

/** Asserts what must hold on any wire, whatever happened on it. */
export function assertSound(wire: Wire): void {
  assert.deepEqual(wire.ledger.reused, [], 'a nonce was used twice under one SAK');
  for (const { name, refusals } of wire.stations) assert.deepEqual(refusals, [], `the SecY of ${name} refused`);
}

/** Forgets the data frames so far, so that what is asserted is about those to come. */
export function forgetTraffic(wire: Wire): void {
  for (const { sent, unsent, delivered } of wire.stations) {
    sent.length = 0;
    unsent.length = 0;
    delivered.length = 0;
  }
}
