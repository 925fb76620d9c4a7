import { revealAuthKey } from '../view/bgp-peer-view.ts';
import type { RouterInput, RouterPeer } from './input.ts';
import { macSecNotes } from './macsec.ts';

/** Letters that no command line takes for anything else; the rest of a name shows as `_`. */
export const plain = (name: string): string => name.replaceAll(/[^A-Za-z0-9 .,:/+=@_-]/g, '_').slice(0, 60);

/** The virtual interface for a description line. */
export const describe = ({ virtualInterface }: RouterInput): string =>
  `${virtualInterface.id} ${plain(virtualInterface.name)}`.trimEnd();

/** The MD5 key of a session. It is written out: the configuration is useless without it, and AWS shows it as well. */
export const md5Key = (peer: RouterPeer): string => revealAuthKey(peer.authKey);

/** The lines at the top of a configuration, as comments. */
export function preamble(input: RouterInput, vendor: string, port: string, mark: string): readonly string[] {
  const { virtualInterface, carrier } = input;
  return [
    `Configuration for ${describe(input)} (${virtualInterface.type}) on ${carrier.id}, ${vendor}.`,
    'Written by Ferrule, an emulator of AWS Direct Connect.',
    carrier.isLag
      ? `${port} stands for each member of the LAG: what is set on it belongs on all of them.`
      : `Replace ${port} by your own port.`,
    ...macSecNotes(input),
  ].map((line) => `${mark} ${line}`);
}

/** What to do about prefixes where the virtual interface does not say. */
export const ADVERTISE_NOTE = 'Advertise your own prefixes here; nothing is advertised as it stands.';

export const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
