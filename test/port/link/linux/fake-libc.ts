import assert from 'node:assert/strict';
import type { LibC } from '../../../../src/port/link/linux/libc.ts';

const nobody = (): never => assert.fail('not expected to be called');

/** A C library of which only `given` is expected to be called. */
export function fakeLibC(given: Partial<LibC>): LibC {
  return {
    socket: nobody,
    bind: nobody,
    setsockopt: nobody,
    getsockopt: nobody,
    ioctl: nobody,
    recvmmsg: nobody,
    sendmmsg: nobody,
    recv: nobody,
    send: nobody,
    read: nobody,
    write: nobody,
    unshare: nobody,
    errno: nobody,
    addressOf: nobody,
    poll: nobody,
    ...given,
  };
}
