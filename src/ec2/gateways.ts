import type { Caller } from '../awsjson/caller.ts';

/** How a Direct Connect gateway hangs on a transit gateway: the association, as EC2 names it. */
export interface TransitGatewayAttachment {
  readonly id: string;
  readonly transitGatewayId: string;
  readonly transitGatewayOwner: string;
  readonly directConnectGatewayId: string;
  readonly directConnectGatewayOwner: string;
  readonly state: 'pending' | 'available' | 'modifying' | 'deleting';
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}

/** Which attachments are looked for; a list stands for any of its values. */
export interface AttachmentSelection {
  readonly transitGatewayIds: readonly string[];
  readonly directConnectGatewayIds: readonly string[];
}

/** What Direct Connect knows of EC2's gateways: there is no more of EC2 here. */
export interface GatewayKnowledge {
  /** Those that the caller owns an end of, in the caller's Region. Empty lists select all. */
  attachments(caller: Caller, selection: AttachmentSelection): Promise<readonly TransitGatewayAttachment[]>;
  /** The ids of the gateways of either kind that are the caller's, in the caller's Region. */
  gateways(caller: Caller): Promise<readonly string[]>;
}
