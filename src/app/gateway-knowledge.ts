import type { Association, AssociationState } from '../directconnect/model/association.ts';
import type { AssociationStore } from '../directconnect/stores.ts';
import type { AttachmentSelection, GatewayKnowledge, TransitGatewayAttachment } from '../ec2/gateways.ts';
import type { InUnit } from './services.ts';

/** What EC2's answers are made of: associations of transit gateways, and the gateways that accounts have named. */
export const gatewayKnowledge = (inUnit: InUnit): GatewayKnowledge => ({
  attachments: ({ account, region }, selection) =>
    inUnit(async ({ moment }) =>
      (await selected(moment.store.associations, account, selection))
        .filter(({ associated }) => associated.type === 'transitGateway' && associated.region === region)
        .map(attachmentOf),
    ),
  gateways: (caller) => inUnit(async ({ moment }) => (await moment.store.ec2Gateways.list(caller)).map(({ id }) => id)),
});

/** Those that the account sees: by transit gateway or by Direct Connect gateway where some are named, or else all. */
async function selected(
  associations: AssociationStore,
  account: string,
  { transitGatewayIds, directConnectGatewayIds }: AttachmentSelection,
): Promise<readonly Association[]> {
  const filters =
    transitGatewayIds.length > 0
      ? transitGatewayIds.map((associatedId) => ({ associatedId }))
      : directConnectGatewayIds.map((gatewayId) => ({ gatewayId }));
  const found = new Map<string, Association>();
  for (const filter of filters.length > 0 ? filters : [{}]) {
    for (const association of (await associations.list(account, filter, {})).items)
      found.set(association.id, association);
  }
  return [...found.values()];
}

const STATE: Readonly<Record<AssociationState, TransitGatewayAttachment['state']>> = {
  associating: 'pending',
  associated: 'available',
  updating: 'modifying',
  disassociating: 'deleting',
};

const attachmentOf = ({ id, gatewayId, gatewayAccount, associated, state, createdAt }: Association) => ({
  id: `tgw-attach-${id.replaceAll('-', '').slice(0, 17)}`,
  transitGatewayId: associated.id,
  transitGatewayOwner: associated.account,
  directConnectGatewayId: gatewayId,
  directConnectGatewayOwner: gatewayAccount,
  state: STATE[state],
  createdAt,
});
