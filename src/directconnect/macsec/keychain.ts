import type { Moment } from '../call.ts';
import { beginChange } from './change.ts';
import type { KeyOwner } from '../model/key-owner.ts';
import { withoutKeys } from '../model/encryption-mode.ts';
import type { EncryptionMode } from '../model/encryption-mode.ts';
import { inState } from '../model/mac-sec-key.ts';
import type { KeyPair, MacSecKey } from '../model/mac-sec-key.ts';
import { addKey, saveKey } from '../record.ts';

/** Puts a pair that has been found good on its owner. Answers the key, `associating`. */
export async function associate(moment: Moment, owner: KeyOwner, secretArn: string, pair: KeyPair): Promise<MacSecKey> {
  const dueAt = moment.due('associating', moment.now);
  const key = await addKey(
    moment,
    { ownerId: owner.id, secretArn, ckn: pair.ckn, state: 'associating', startedAt: moment.now, dueAt },
    pair,
  );
  await beginChange(moment, owner, dueAt ?? moment.now);
  return key;
}

/**
 * Takes a key off its owner. The last one takes `must_encrypt` with it, so that traffic is not cut. Answers the key,
 * `disassociating`.
 */
export async function disassociate(moment: Moment, owner: KeyOwner, key: MacSecKey): Promise<MacSecKey> {
  const dueAt = moment.due('disassociating', moment.now);
  const leaving = inState(key, 'disassociating', dueAt);
  await saveKey(moment, leaving);
  await beginChange(moment, owner, dueAt ?? moment.now, await modeAfter(moment, owner, key));
  return leaving;
}

/** The owner's mode once a key of its is gone. Which others there are is asked only where it makes a difference. */
async function modeAfter({ store }: Moment, owner: KeyOwner, key: MacSecKey): Promise<EncryptionMode> {
  const bare = withoutKeys(owner.encryptionMode);
  if (bare === owner.encryptionMode) return bare;
  const others = (await store.macSecKeys.of(owner.id)).filter(
    (other) => other.associationNumber !== key.associationNumber && other.state !== 'disassociating',
  );
  return others.length === 0 ? bare : owner.encryptionMode;
}
