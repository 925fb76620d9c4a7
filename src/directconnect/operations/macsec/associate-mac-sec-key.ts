import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { titleOf } from '../../model/key-owner.ts';
import type { KeyOwner } from '../../model/key-owner.ts';
import { keyOwner } from '../../macsec/key-owner-lookup.ts';
import { associate } from '../../macsec/keychain.ts';
import { KEYS_PER_PORT, sameCkn } from '../../model/mac-sec-key.ts';
import type { KeyPair, MacSecKey } from '../../model/mac-sec-key.ts';
import { inService } from '../../model/port.ts';
import { keyForm } from '../../macsec/key-form.ts';
import { keepManaged } from '../../macsec/managed-secret.ts';
import { readNamedSecret } from '../../macsec/named-secret.ts';
import { macSecKeyView } from '../../view/mac-sec-key-view.ts';

/**
 * Puts a CKN/CAK pair on a dedicated connection, an interconnect or a LAG: the pair itself, which then becomes a
 * managed secret, or one that a secret holds. Answers all keys, the new one last; never a CAK.
 */
export const associateMacSecKey: Handler<'AssociateMacSecKey'> = async (input, call) => {
  const form = keyForm(input);
  const owner = await keyOwner(call, input.connectionId);
  if (!owner.macSecCapable) throw notCapable(owner);
  if (!inService(owner))
    throw clientException(`The port is not in available state to associate the key for account ${call.caller.account}`);
  const keys = await call.store.macSecKeys.of(owner.id);

  const pair = 'secretArn' in form ? await readNamedSecret(call, form.secretArn) : form;
  refuseUnlessItFits(owner, keys, pair);
  if ('secretArn' in form) refuseSecretTwice(owner, keys, form.secretArn);
  const secretArn = 'secretArn' in form ? form.secretArn : await keepManaged(call, form);
  const key = await associate(call, owner, secretArn, pair);
  return { connectionId: owner.id, macSecKeys: [...keys, key].map(macSecKeyView) };
};

function notCapable(owner: KeyOwner): Error {
  const why =
    owner.bandwidth === '1Gbps'
      ? 'MACsec is not offered at 1Gbps'
      : 'it was not created with requestMACSec, which cannot be added later';
  return clientException(`${titleOf(owner)} is not MACsec capable: ${why}.`);
}

/** A customer's secret may hold another pair by now. Its ARN is all that DisassociateMacSecKey, and Terraform, know a key by. */
function refuseSecretTwice(owner: KeyOwner, keys: readonly MacSecKey[], secretArn: string): void {
  const same = keys.find((key) => key.secretArn === secretArn);
  if (same) {
    throw clientException(
      `Secret ${secretArn} is already associated with ${titleOf(owner)}, for CKN ${same.ckn}: use another secret, or disassociate it first.`,
    );
  }
}

function refuseUnlessItFits(owner: KeyOwner, keys: readonly MacSecKey[], pair: KeyPair): void {
  const same = keys.find((key) => sameCkn(key.ckn, pair.ckn));
  if (same)
    throw clientException(`CKN ${pair.ckn} is already associated with ${titleOf(owner)} (it is ${same.state}).`);
  if (keys.length >= KEYS_PER_PORT) {
    throw clientException(
      `${titleOf(owner)} has ${keys.length} MACsec keys, and can have at most ${KEYS_PER_PORT}: disassociate one first (DisassociateMacSecKey).`,
    );
  }
}
