import type { Call } from '../../call.ts';
import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { DEFAULT_GATEWAY_ASN, isGatewayAsn } from '../../model/gateway.ts';
import { QUOTAS, assertName } from '../../ordering/order.ts';
import { checkedTags } from '../../tagging/tags.ts';
import { viewOfGateway } from '../../view/gateway-view.ts';

/** Makes a gateway, which is available at once and from every Region. */
export const createDirectConnectGateway: Handler<'CreateDirectConnectGateway'> = async (input, call) => {
  const tags = checkedTags(input.tags);
  assertName('directConnectGatewayName', input.directConnectGatewayName, 100);
  const gateway = {
    id: call.ids.uuid(),
    account: call.caller.account,
    name: input.directConnectGatewayName,
    amazonSideAsn: amazonSideAsn(input.amazonSideAsn),
    createdAt: call.now,
  };
  await checkGatewayQuota(call);
  await call.store.gateways.add(gateway);
  await call.store.tags.put(gateway.id, gateway.account, tags);
  return { directConnectGateway: await viewOfGateway(call, gateway) };
};

function amazonSideAsn(asn: number = DEFAULT_GATEWAY_ASN): number {
  if (!isGatewayAsn(asn)) {
    throw clientException(
      `amazonSideAsn ${asn} is not valid: it must be a private ASN, from 64512 to 65534 or from 4200000000 to 4294967294.`,
    );
  }
  return asn;
}

async function checkGatewayQuota(call: Call): Promise<void> {
  if (!call.settings.enforceQuotas) return;
  const count = await call.store.gateways.count(call.caller.account);
  if (count >= QUOTAS.gatewaysPerAccount) {
    throw clientException(
      `The quota of ${QUOTAS.gatewaysPerAccount} Direct Connect gateways is exceeded: account ${call.caller.account} has ${count}.`,
    );
  }
}
