import type { Input } from '../../../contract/direct-connect.ts';
import { seenAssociation } from '../../associations/lookup.ts';
import type { Call } from '../../call.ts';
import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import type { Association } from '../../model/association.ts';
import { nextTokenOf, pageRequest } from '../../paging.ts';
import type { Page } from '../../stores.ts';
import { associationView } from '../../view/association-view.ts';

const LIST = 'DescribeDirectConnectGatewayAssociations';
type Selectors = Input<typeof LIST>;

/**
 * The associations that fit every selector that is given, of which there must be one. What is not there is no error, but
 * an empty list: so clients tell that it is gone.
 */
export const describeDirectConnectGatewayAssociations: Handler<typeof LIST> = async (input, call) => {
  const page = await selected(call, input);
  return { directConnectGatewayAssociations: page.items.map(associationView), ...nextTokenOf(page, LIST) };
};

const EMPTY: Page<Association> = { items: [], next: undefined };

async function selected(call: Call, input: Selectors): Promise<Page<Association>> {
  const { associationId, directConnectGatewayId: gatewayId, virtualGatewayId } = input;
  const associatedId = input.associatedGatewayId ?? virtualGatewayId;
  if (associationId === undefined && gatewayId === undefined && associatedId === undefined)
    throw clientException(
      'At least one of associationId, associatedGatewayId, directConnectGatewayId and virtualGatewayId must be given.',
    );
  const request = pageRequest(input, LIST);
  if (virtualGatewayId !== undefined && virtualGatewayId !== associatedId) return EMPTY;
  if (associationId === undefined)
    return call.store.associations.list(call.caller.account, { gatewayId, associatedId }, request);
  const found = await seenAssociation(call, associationId);
  const fits =
    found !== undefined &&
    (gatewayId === undefined || found.gatewayId === gatewayId) &&
    (associatedId === undefined || found.associated.id === associatedId);
  return fits ? { items: [found], next: undefined } : EMPTY;
}
