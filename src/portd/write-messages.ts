import { encodeHex } from '../bytes/hex.ts';
import type { DesiredAttachedPort, Message, Request } from './protocol.ts';

/** A request as its line. This is where keys leave the process: for a socket that only its own user can open. */
export function writeRequest(request: Request): string {
  return line(request.type === 'apply' ? { ...request, desired: withKeys(request.desired) } : request);
}

/** A message as its line. No message holds a key. */
export const writeMessage = (message: Message): string => line(message);

/** What went wrong, in one line: it may be anybody's text, but is never what was read. */
export function messageOf(fault: unknown): string {
  const said = fault instanceof Error ? fault.message : String(fault);
  return said.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 2000) || 'an error without a message';
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;

const withKeys = ({ keys, ...desired }: DesiredAttachedPort): object => ({
  ...desired,
  keys: keys.map(({ associationNumber, ckn, cak }) => ({ associationNumber, ckn, cak: encodeHex(cak.reveal()) })),
});
