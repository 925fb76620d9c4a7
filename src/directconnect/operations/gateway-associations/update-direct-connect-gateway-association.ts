import { changedPrefixes } from '../../associations/allowed-prefixes.ts';
import { changePrefixes } from '../../associations/associate.ts';
import { ownAssociation } from '../../associations/lookup.ts';
import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { associationView } from '../../view/association-view.ts';

/** Changes the prefixes that are allowed, for the owner of either gateway and from any Region. */
export const updateDirectConnectGatewayAssociation: Handler<'UpdateDirectConnectGatewayAssociation'> = async (
  input,
  call,
) => {
  if (input.associationId === undefined) throw clientException('Field associationId is required.');
  const given = [
    input.addAllowedPrefixesToDirectConnectGateway,
    input.removeAllowedPrefixesToDirectConnectGateway,
  ].flatMap((prefixes) => prefixes ?? []);
  if (given.length === 0)
    throw clientException(
      'There is nothing to change: give addAllowedPrefixesToDirectConnectGateway, removeAllowedPrefixesToDirectConnectGateway or both.',
    );
  const association = await ownAssociation(call, input.associationId);
  const prefixes = changedPrefixes(association.allowedPrefixes, input);
  return { directConnectGatewayAssociation: associationView(await changePrefixes(call, association, prefixes)) };
};
