import type { Moment } from '../call.ts';
import { clientException } from '../errors.ts';
import { isLag, titleOf } from '../model/key-owner.ts';
import { beginChange } from './change.ts';
import type { KeyOwner } from '../model/key-owner.ts';
import { ENCRYPTION_MODES, isEncryptionMode } from '../model/encryption-mode.ts';
import { changing } from '../model/port.ts';
import { saveConnection, saveLag } from '../record.ts';

/** Sets the encryption mode of a port or LAG, and saves it. What is asked for and already so changes nothing else. */
export async function changeMode<Owner extends KeyOwner>(moment: Moment, owner: Owner, mode: string): Promise<Owner> {
  if (!isEncryptionMode(mode))
    throw clientException(`Encryption mode ${mode} is not valid: it must be one of ${ENCRYPTION_MODES.join(', ')}.`);
  if (!owner.macSecCapable && mode !== 'no_encrypt') {
    throw clientException(
      `${titleOf(owner)} is not MACsec capable, so its encryption mode cannot be ${mode}: capability is asked for with requestMACSec when it is created.`,
    );
  }
  if (mode !== owner.encryptionMode) {
    const until = moment.due('updating', moment.now) ?? moment.now;
    await beginChange(moment, owner, until, mode);
    return { ...changing(owner, until), encryptionMode: mode };
  }
  await (isLag(owner) ? saveLag(moment, owner) : saveConnection(moment, owner));
  return owner;
}
