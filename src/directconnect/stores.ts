import type { Cak } from '../crypto/confidential.ts';
import type { Association } from './model/association.ts';
import type { BgpPeer } from './model/bgp-peer.ts';
import type { Connection, ConnectionKind } from './model/connection.ts';
import type { Ec2Gateway } from './model/ec2-gateway.ts';
import type { FailoverTest } from './model/failover-test.ts';
import type { Gateway } from './model/gateway.ts';
import type { Lag } from './model/lag.ts';
import type { KeyPair, MacSecKey, NewMacSecKey } from './model/mac-sec-key.ts';
import type { Proposal } from './model/proposal.ts';
import type { Instant } from './model/transition.ts';
import type { VirtualInterface, VirtualInterfaceType } from './model/virtual-interface.ts';

// What Direct Connect keeps: its tables, of whichever store, within one unit of work.

export type MaybePromise<T> = T | Promise<T>;

/** One account in one Region. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** Where a page begins and how long it is; without a limit, everything. */
export interface PageRequest {
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

/** A page in creation order; `next` is where the following one begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: number | undefined;
}

export interface ConnectionStore {
  find(id: string): MaybePromise<Connection | undefined>;
  findAll(ids: readonly string[]): MaybePromise<readonly Connection[]>;
  list(place: Place, kinds: readonly ConnectionKind[], page: PageRequest): MaybePromise<Page<Connection>>;
  ofLag(lagId: string): MaybePromise<readonly Connection[]>;
  ofLags(lagIds: readonly string[]): MaybePromise<readonly Connection[]>;
  hostedOn(parentId: string, page: PageRequest): MaybePromise<Page<Connection>>;
  hostedOnVlan(parentId: string, vlan: number): MaybePromise<Connection | undefined>;
  countAt(place: Place, location: string): MaybePromise<number>;
  add(connection: Connection): MaybePromise<void>;
  save(connection: Connection): MaybePromise<void>;
  remove(id: string): MaybePromise<void>;
  /** Whether a hosted connection of that id once existed. */
  wasHosted(id: string): MaybePromise<boolean>;
  due(now: Instant): MaybePromise<readonly Connection[]>;
  /** Those that wait for an approval. */
  held(): MaybePromise<readonly Connection[]>;
}

export interface LagStore {
  find(id: string): MaybePromise<Lag | undefined>;
  findAll(ids: readonly string[]): MaybePromise<readonly Lag[]>;
  list(place: Place, page: PageRequest): MaybePromise<Page<Lag>>;
  count(place: Place): MaybePromise<number>;
  add(lag: Lag): MaybePromise<void>;
  save(lag: Lag): MaybePromise<void>;
  remove(id: string): MaybePromise<void>;
  due(now: Instant): MaybePromise<readonly Lag[]>;
  /** Those that wait for an approval. */
  held(): MaybePromise<readonly Lag[]>;
}

export interface MacSecKeyStore {
  /** The keys of a connection, interconnect or LAG, oldest first. */
  of(ownerId: string): MaybePromise<readonly MacSecKey[]>;
  ofAll(ownerIds: readonly string[]): MaybePromise<readonly MacSecKey[]>;
  /** The CAK of an association. For its port alone. */
  cakOf(key: MacSecKey): MaybePromise<Cak | undefined>;
  /** Every connection, interconnect and LAG that has a key. */
  owners(): MaybePromise<readonly string[]>;
  withSecret(secretArn: string): MaybePromise<readonly MacSecKey[]>;
  /** Keeps the key with a sealed copy of its pair; answers the association number that it gave it, the next. */
  add(key: NewMacSecKey, pair: KeyPair): MaybePromise<number>;
  save(key: MacSecKey): MaybePromise<void>;
  remove(key: MacSecKey): MaybePromise<void>;
  removeOf(ownerId: string): MaybePromise<void>;
  due(now: Instant): MaybePromise<readonly MacSecKey[]>;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Tags by resource and account: of a hosted connection, partner and customer each have their own. */
export interface TagStore {
  of(resourceId: string, account: string): MaybePromise<readonly Tag[]>;
  ofAll(resourceIds: readonly string[], account: string): MaybePromise<ReadonlyMap<string, readonly Tag[]>>;
  put(resourceId: string, account: string, tags: readonly Tag[]): MaybePromise<void>;
  remove(resourceId: string, account: string, keys: readonly string[]): MaybePromise<void>;
  /** All tags of a resource that is no more, of every account. */
  removeOf(resourceId: string): MaybePromise<void>;
}

/** What accounts have agreed to, in every Region alike. */
export interface AgreementStore {
  /** The names of the agreements that the account has signed. */
  signedBy(account: string): MaybePromise<readonly string[]>;
  /** Signs; what is signed already stays as it is. */
  sign(account: string, name: string, at: Instant): MaybePromise<void>;
}

export interface GatewayStore {
  find(id: string): MaybePromise<Gateway | undefined>;
  list(account: string, page: PageRequest): MaybePromise<Page<Gateway>>;
  count(account: string): MaybePromise<number>;
  add(gateway: Gateway): MaybePromise<void>;
  save(gateway: Gateway): MaybePromise<void>;
  remove(id: string): MaybePromise<void>;
}

/** Gateways of EC2's, by the account and Region that named them first. */
export interface Ec2GatewayStore {
  find(id: string): MaybePromise<Ec2Gateway | undefined>;
  /** Those of an account and Region, by id. */
  list(place: Place): MaybePromise<readonly Ec2Gateway[]>;
  add(gateway: Ec2Gateway): MaybePromise<void>;
}

/** What is looked for between Direct Connect gateways and those of EC2's: with neither named, everything. */
export interface GatewayPairFilter {
  readonly gatewayId?: string | undefined;
  readonly associatedId?: string | undefined;
}

/** Associations of gateways, seen by the owners of either end. */
export interface AssociationStore {
  find(id: string): MaybePromise<Association | undefined>;
  between(gatewayId: string, associatedId: string): MaybePromise<Association | undefined>;
  /** Those that the account owns an end of. */
  list(account: string, filter: GatewayPairFilter, page: PageRequest): MaybePromise<Page<Association>>;
  /** All of a Direct Connect gateway, oldest first. */
  of(gatewayId: string): MaybePromise<readonly Association[]>;
  /** How many Direct Connect gateways a gateway of EC2's is associated with. */
  countOf(associatedId: string): MaybePromise<number>;
  anyOf(gatewayId: string): MaybePromise<boolean>;
  add(association: Association): MaybePromise<void>;
  save(association: Association): MaybePromise<void>;
  remove(id: string): MaybePromise<void>;
  due(now: Instant): MaybePromise<readonly Association[]>;
  /** Those that wait for an approval. */
  held(): MaybePromise<readonly Association[]>;
}

/** Proposals of associations, seen by the owners of either end. */
export interface ProposalStore {
  find(id: string): MaybePromise<Proposal | undefined>;
  /** Those that the account has made or been made. */
  list(account: string, filter: GatewayPairFilter, page: PageRequest): MaybePromise<Page<Proposal>>;
  add(proposal: Proposal): MaybePromise<void>;
  save(proposal: Proposal): MaybePromise<void>;
  remove(id: string): MaybePromise<void>;
  /** Those that were accepted as this association. */
  removeOfAssociation(associationId: string): MaybePromise<void>;
  removeOfGateway(gatewayId: string): MaybePromise<void>;
  due(now: Instant): MaybePromise<readonly Proposal[]>;
}

export interface RateLimiter {
  readonly parentId: string;
  readonly rateLimit: string;
}

/** Deleted and rejected ones are found and listed for a while; nothing else sees them. */
export interface VirtualInterfaceStore {
  find(id: string): MaybePromise<VirtualInterface | undefined>;
  /** Those that the account owns or carries. */
  list(place: Place, page: PageRequest): MaybePromise<Page<VirtualInterface>>;
  /** Those on a connection or LAG that the account owns or carries. */
  listOn(parentId: string, place: Place, page: PageRequest): MaybePromise<Page<VirtualInterface>>;
  presentOn(parentId: string): MaybePromise<readonly VirtualInterface[]>;
  onVlan(parentId: string, vlan: number): MaybePromise<VirtualInterface | undefined>;
  anyOn(parentId: string): MaybePromise<boolean>;
  countOn(parentId: string): MaybePromise<Readonly<Record<VirtualInterfaceType, number>>>;
  rateLimitsOn(parentIds: readonly string[]): MaybePromise<readonly RateLimiter[]>;
  /** Those that lead to a Direct Connect gateway. */
  listOnGateway(gatewayId: string, page: PageRequest): MaybePromise<Page<VirtualInterface>>;
  countOnGateway(gatewayId: string): MaybePromise<number>;
  /** Whether one of that type leads to a Direct Connect gateway. */
  anyOnGateway(gatewayId: string, type: VirtualInterfaceType): MaybePromise<boolean>;
  add(vif: VirtualInterface): MaybePromise<void>;
  save(vif: VirtualInterface): MaybePromise<void>;
  remove(id: string): MaybePromise<void>;
  due(now: Instant): MaybePromise<readonly VirtualInterface[]>;
  /** Those that wait for an approval. */
  held(): MaybePromise<readonly VirtualInterface[]>;
}

export interface BgpPeerStore {
  find(id: string): MaybePromise<BgpPeer | undefined>;
  /** The peers of a virtual interface, oldest first. */
  of(virtualInterfaceId: string): MaybePromise<readonly BgpPeer[]>;
  ofAll(virtualInterfaceIds: readonly string[]): MaybePromise<readonly BgpPeer[]>;
  /** Whether a peer on a connection or LAG that is not leaving has that address, at either end. */
  usesAddress(parentId: string, host: string): MaybePromise<boolean>;
  /** A number that is higher than that of every peer there is. */
  nextNumber(): MaybePromise<number>;
  /** Keeps the peer, its key sealed. */
  add(peer: BgpPeer): MaybePromise<void>;
  /** Keeps its state; the rest of a peer never changes. */
  save(peer: BgpPeer): MaybePromise<void>;
  /** The peers of a virtual interface are on that connection or LAG from now on. */
  moveAll(virtualInterfaceId: string, parentId: string): MaybePromise<void>;
  remove(id: string): MaybePromise<void>;
  removeOf(virtualInterfaceId: string): MaybePromise<void>;
  due(now: Instant): MaybePromise<readonly BgpPeer[]>;
  /** Those that wait for an approval. */
  held(): MaybePromise<readonly BgpPeer[]>;
}

export interface FailoverTestFilter {
  readonly testId: string | undefined;
  readonly virtualInterfaceId: string | undefined;
  /** Any of these. */
  readonly peerIds: readonly string[] | undefined;
  readonly status: string | undefined;
}

export interface FailoverTestStore {
  /** The one that is in progress. */
  running(virtualInterfaceId: string): MaybePromise<FailoverTest | undefined>;
  list(place: Place, filter: FailoverTestFilter, page: PageRequest): MaybePromise<Page<FailoverTest>>;
  add(test: FailoverTest): MaybePromise<void>;
  save(test: FailoverTest): MaybePromise<void>;
  remove(id: string): MaybePromise<void>;
  due(now: Instant): MaybePromise<readonly FailoverTest[]>;
}

/** The tables of Direct Connect within one unit of work. */
export interface Store {
  readonly connections: ConnectionStore;
  readonly lags: LagStore;
  readonly macSecKeys: MacSecKeyStore;
  readonly tags: TagStore;
  readonly agreements: AgreementStore;
  readonly gateways: GatewayStore;
  readonly ec2Gateways: Ec2GatewayStore;
  readonly associations: AssociationStore;
  readonly proposals: ProposalStore;
  readonly virtualInterfaces: VirtualInterfaceStore;
  readonly bgpPeers: BgpPeerStore;
  readonly failoverTests: FailoverTestStore;
}
