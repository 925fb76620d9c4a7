import { setFlagsFromString } from 'node:v8';

/** How much of what survived the last collection of the whole heap may be garbage before the next one, in percent. */
const GARBAGE = 20;

/**
 * Has V8 collect the whole heap before it has grown by more than a fifth. Left to itself it waits for several times
 * that: thousands of ports that leave hardly any garbage behind would take the memory that making them took, for good.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GARBAGE}`);
}
