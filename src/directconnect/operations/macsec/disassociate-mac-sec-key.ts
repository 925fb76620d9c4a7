import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { titleOf } from '../../model/key-owner.ts';
import { keyOwner } from '../../macsec/key-owner-lookup.ts';
import { disassociate } from '../../macsec/keychain.ts';
import { macSecKeyView } from '../../view/mac-sec-key-view.ts';

/** Takes a key off its port or LAG. Its secret stays. Answers the key, `disassociating`. */
export const disassociateMacSecKey: Handler<'DisassociateMacSecKey'> = async (input, call) => {
  const owner = await keyOwner(call, input.connectionId);
  const keys = await call.store.macSecKeys.of(owner.id);
  const key = keys.find((candidate) => candidate.secretArn === input.secretARN);
  if (!key) throw clientException(`Secret ${input.secretARN} is not associated with ${titleOf(owner)}.`);
  if (key.state === 'disassociating')
    throw clientException(`Secret ${input.secretARN} is already being disassociated from ${titleOf(owner)}.`);
  return { connectionId: owner.id, macSecKeys: [macSecKeyView(await disassociate(call, owner, key))] };
};
