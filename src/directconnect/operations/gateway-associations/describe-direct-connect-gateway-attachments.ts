import type { Input } from '../../../contract/direct-connect.ts';
import type { Call } from '../../call.ts';
import { clientException } from '../../errors.ts';
import { ownGatewayIfAny } from '../../gateways/gateway-lookup.ts';
import type { Handler } from '../../handler.ts';
import type { VirtualInterface } from '../../model/virtual-interface.ts';
import { nextTokenOf, pageRequest } from '../../paging.ts';
import type { Page } from '../../stores.ts';
import { attachmentView } from '../../view/attachment-view.ts';

const LIST = 'DescribeDirectConnectGatewayAttachments';

/** The virtual interfaces that lead to a gateway of the caller's, or the gateway that one of the caller's leads to. */
export const describeDirectConnectGatewayAttachments: Handler<typeof LIST> = async (input, call) => {
  const page = await selected(call, input);
  return {
    directConnectGatewayAttachments: page.items.map(attachmentView).filter((view) => view !== undefined),
    ...nextTokenOf(page, LIST),
  };
};

const EMPTY: Page<VirtualInterface> = { items: [], next: undefined };

async function selected(call: Call, input: Input<typeof LIST>): Promise<Page<VirtualInterface>> {
  const { directConnectGatewayId, virtualInterfaceId } = input;
  const request = pageRequest(input, LIST);
  if (virtualInterfaceId !== undefined) {
    const found = await call.store.virtualInterfaces.find(virtualInterfaceId);
    const fits =
      found?.account === call.caller.account &&
      (directConnectGatewayId === undefined || found.target.gatewayId === directConnectGatewayId);
    return fits ? { items: [found], next: undefined } : EMPTY;
  }
  if (directConnectGatewayId === undefined)
    throw clientException('At least one of directConnectGatewayId and virtualInterfaceId must be given.');
  const gateway = await ownGatewayIfAny(call, directConnectGatewayId);
  return gateway ? call.store.virtualInterfaces.listOnGateway(gateway.id, request) : EMPTY;
}
