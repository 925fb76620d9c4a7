import type { Connection } from './connection.ts';
import type { Lag } from './lag.ts';

/** What holds MACsec keys and an encryption mode: a dedicated connection, an interconnect, or a LAG for its members. */
export type KeyOwner = Connection | Lag;

export const isLag = (owner: KeyOwner): owner is Lag => 'minimumLinks' in owner;

/** For people: `Connection dxcon-…`, `Lag dxlag-…`. */
export const titleOf = (owner: KeyOwner): string => {
  if (isLag(owner)) return `Lag ${owner.id}`;
  return owner.kind === 'interconnect' ? `Interconnect ${owner.id}` : `Connection ${owner.id}`;
};
