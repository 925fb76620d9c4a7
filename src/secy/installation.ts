import type { CipherSuite } from '../lmi/cipher-suite.ts';
import { CIPHER_SUITES } from '../lmi/cipher-suite.ts';
import { sameKeyIdentifier } from '../lmi/key-identifier.ts';
import type { KeyIdentifier } from '../lmi/key-identifier.ts';
import type { InstallReceiveSa, InstallTransmitSa, SecyRefusal } from '../lmi/request.ts';
import type { Confidential } from '../crypto/confidential.ts';
import type { ReceiveSa } from './receive-channel.ts';
import { XPN_REPLAY_WINDOW_LIMIT } from './replay.ts';
import type { Sas } from './sas.ts';
import { present } from './sas.ts';
import type { TransmitChannel } from './transmit-channel.ts';

/** What an SA already there must be known by to judge a new one. */
interface Installed {
  readonly keyIdentifier: KeyIdentifier;
  readonly sak: Confidential<'SAK'>;
}

const SALT_LENGTH = 12;

/** Why a transmit SA must not be installed, or undefined. Reads only. */
export function judgeTransmitSa(
  request: InstallTransmitSa,
  channel: TransmitChannel,
  replayWindow: number,
): SecyRefusal | undefined {
  if (!fits(request, request.nextPn, replayWindow)) return 'bad-parameters';
  return (
    judgeKey(request, present(channel.sas)) ??
    (channel.hasHad(request.keyIdentifier) ? 'key-used-before' : undefined) ??
    (channel.sas[request.an] !== undefined && !request.replace ? 'an-in-use' : undefined)
  );
}

/** Why a receive SA must not be installed in a channel with the SAs `sas`, or undefined. Reads only. */
export function judgeReceiveSa(
  request: InstallReceiveSa,
  sas: Readonly<Sas<ReceiveSa>>,
  replayWindow: number,
): SecyRefusal | undefined {
  if (!fits(request, request.lowestPn, replayWindow)) return 'bad-parameters';
  return (
    judgeKey(request, present(sas)) ?? (sas[request.an] !== undefined && !request.replace ? 'an-in-use' : undefined)
  );
}

function fits(request: InstallTransmitSa | InstallReceiveSa, pn: bigint, replayWindow: number): boolean {
  const suite: CipherSuite = CIPHER_SUITES[request.cipherSuite];
  if (request.sak.length !== suite.keyLength || pn < 1n || pn > suite.lastPn) return false;
  const { xpn } = request;
  if (!suite.xpn) return xpn === undefined;
  if (xpn === undefined || xpn.salt.length !== SALT_LENGTH || replayWindow >= XPN_REPLAY_WINDOW_LIMIT) return false;
  return Number.isInteger(xpn.ssci) && xpn.ssci >= 1 && xpn.ssci <= 0xffff_ffff;
}

/**
 * One key under two names would count its packet numbers twice, as one name installed twice would: each is a nonce used
 * again, or a frame accepted again.
 */
function judgeKey(request: Installed, installed: readonly Installed[]): SecyRefusal | undefined {
  for (const sa of installed) {
    if (sameKeyIdentifier(sa.keyIdentifier, request.keyIdentifier)) return 'already-installed';
    if (sa.sak.equals(request.sak)) return 'key-used-before';
  }
  return undefined;
}
