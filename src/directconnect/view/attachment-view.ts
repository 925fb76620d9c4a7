import type { VirtualInterface } from '../model/virtual-interface.ts';

export interface AttachmentView {
  readonly directConnectGatewayId: string;
  readonly virtualInterfaceId: string;
  readonly virtualInterfaceRegion: string;
  readonly virtualInterfaceOwnerAccount: string;
  readonly attachmentState: 'attaching' | 'attached' | 'detaching';
  readonly attachmentType: 'TransitVirtualInterface' | 'PrivateVirtualInterface';
}

/** What a virtual interface has with the Direct Connect gateway that it leads to; undefined if it leads to none, or no longer. */
export function attachmentView(vif: VirtualInterface): AttachmentView | undefined {
  const { gatewayId } = vif.target;
  const attachmentState = stateOf(vif);
  if (gatewayId === undefined || attachmentState === undefined) return undefined;
  return {
    directConnectGatewayId: gatewayId,
    virtualInterfaceId: vif.id,
    virtualInterfaceRegion: vif.region,
    virtualInterfaceOwnerAccount: vif.account,
    attachmentState,
    attachmentType: vif.type === 'transit' ? 'TransitVirtualInterface' : 'PrivateVirtualInterface',
  };
}

function stateOf({ state, wait }: VirtualInterface): AttachmentView['attachmentState'] | undefined {
  switch (state) {
    case 'verifying':
    case 'pending':
      // One whose MTU changes stays attached.
      return wait === 'changing' ? 'attached' : 'attaching';
    case 'available':
    case 'testing':
      return 'attached';
    case 'deleting':
      return 'detaching';
    case 'confirming':
    case 'deleted':
    case 'rejected':
      return undefined;
  }
}
