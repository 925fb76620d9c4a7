import { endianness } from 'node:os';
import { getSystemErrorName } from 'node:util';
import { LinkRefusal } from '../link-refusal.ts';

/** What is asked of the C library. Addresses are numbers; a result below 0 is an error, and `errno` tells which. */
export interface LibC {
  readonly socket: (domain: number, type: number, protocol: number) => number;
  readonly bind: (fd: number, address: number, length: number) => number;
  readonly setsockopt: (fd: number, level: number, option: number, value: number, length: number) => number;
  readonly getsockopt: (fd: number, level: number, option: number, value: number, length: number) => number;
  readonly ioctl: (fd: number, request: number, argument: number) => number;
  readonly recvmmsg: (fd: number, messages: number, count: number, flags: number, timeout: number) => number;
  readonly sendmmsg: (fd: number, messages: number, count: number, flags: number) => number;
  readonly recv: (fd: number, octets: number, length: number, flags: number) => number;
  readonly send: (fd: number, octets: Uint8Array, length: number, flags: number) => number;
  readonly read: (fd: number, octets: number, length: number) => number;
  readonly write: (fd: number, octets: Uint8Array, length: number) => number;
  readonly unshare: (flags: number) => number;
  /** Of the last call that failed. */
  readonly errno: () => number;
  readonly addressOf: (buffer: ArrayBuffer) => number;
  /** Has the event loop call back whenever `fd` is ready; `failed` if its state is an error rather than data. */
  readonly poll: (fd: number, interest: Interest, ready: (failed: boolean) => void) => PollHandle;
}

export interface Interest {
  readonly readable: boolean;
  readonly writable: boolean;
}

export interface PollHandle {
  /** Changes what is asked for, and resumes after an error, which stops the polling. */
  restart(interest: Interest): void;
  close(): void;
}

/** Structures are laid out by hand; on these processors Linux lays them out, and numbers its options, as is done here. */
const PROCESSORS = ['x64', 'arm64', 'riscv64', 'loong64'];

let loaded: Promise<LibC> | undefined;

/**
 * The C library by way of koffi, loaded when it is first asked for: a process that opens no raw link does not pay for
 * it. `wanted` is named to whoever cannot have it: `interface eth1`.
 */
export async function loadLibC(wanted: string): Promise<LibC> {
  if (process.platform !== 'linux') {
    throw new LinkRefusal('platform', `${wanted} needs Linux, and this is ${process.platform}: use --udp instead`);
  }
  if (!PROCESSORS.includes(process.arch) || endianness() !== 'LE') {
    throw new LinkRefusal('platform', `${wanted} needs one of ${PROCESSORS.join(', ')}, and this is ${process.arch}`);
  }
  loaded ??= load();
  return loaded;
}

/** `EPERM` for 1. */
export function errorName(errno: number): string {
  return getSystemErrorName(-errno);
}

async function load(): Promise<LibC> {
  const { default: koffi } = await import('koffi');
  // The symbols of the process itself: Node is linked with the C library, whichever that is.
  const symbols = koffi.load(null);
  return {
    socket: symbols.func('int socket(int, int, int)'),
    bind: symbols.func('int bind(int, uintptr_t, uint32_t)'),
    setsockopt: symbols.func('int setsockopt(int, int, int, uintptr_t, uint32_t)'),
    getsockopt: symbols.func('int getsockopt(int, int, int, uintptr_t, uintptr_t)'),
    ioctl: symbols.func('int ioctl(int, unsigned long, uintptr_t)'),
    recvmmsg: symbols.func('int recvmmsg(int, uintptr_t, unsigned int, int, uintptr_t)'),
    sendmmsg: symbols.func('int sendmmsg(int, uintptr_t, unsigned int, int)'),
    recv: symbols.func('long recv(int, uintptr_t, size_t, int)'),
    send: symbols.func('long send(int, const void *, size_t, int)'),
    read: symbols.func('long read(int, uintptr_t, size_t)'),
    write: symbols.func('long write(int, const void *, size_t)'),
    unshare: symbols.func('int unshare(int)'),
    errno: () => koffi.errno(),
    addressOf: (buffer) => Number(koffi.address(buffer)),
    poll: (fd, interest, ready) => {
      // It is called with a status first, below 0 for an error, although its declaration does not say so.
      const called = (...[status]: readonly unknown[]): void => {
        ready(typeof status === 'number' && status < 0);
      };
      const handle = koffi.node.poll(fd, interest, called);
      return {
        restart: (changed) => {
          handle.start(changed, called);
        },
        close: () => {
          handle.close();
        },
      };
    },
  };
}
