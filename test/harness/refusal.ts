import assert from 'node:assert/strict';

/** Asserts that a call is refused with this error code, and with a message that is or matches what is given. */
export async function refused(call: Promise<unknown>, code: string, message: string | RegExp): Promise<void> {
  const fault: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(fault instanceof Error, `the call was accepted; it should be refused with ${code}`);
  assert.equal(fault.name, code, fault.message);
  if (typeof message === 'string') assert.equal(fault.message, message);
  else assert.match(fault.message, message);
}

/** The one error that Direct Connect has for its callers. */
export const clientRefusal = (call: Promise<unknown>, message: string | RegExp): Promise<void> =>
  refused(call, 'DirectConnectClientException', message);
