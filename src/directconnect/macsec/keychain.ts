import type { Moment } from '../call.ts';
import { beginChange } from './key-owner.ts';
import type { KeyOwner } from './key-owner.ts';
import { withoutKeys } from '../model/encryption-mode.ts';
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
  const leaving: MacSecKey = { ...key, state: 'disassociating', dueAt };
  await saveKey(moment, leaving);
  const keys = await moment.store.macSecKeys.of(owner.id);
  const isLast = keys.every(
    (other) => other.associationNumber === key.associationNumber || other.state === 'disassociating',
  );
  await beginChange(
    moment,
    owner,
    dueAt ?? moment.now,
    isLast ? withoutKeys(owner.encryptionMode) : owner.encryptionMode,
  );
  return leaving;
}
