import type { Cak, Confidential } from '../crypto/confidential.ts';
import type { LoaLetter } from './loa/letter.ts';
import type { Association } from './model/association.ts';
import type { AuthKey, BgpPeer } from './model/bgp-peer.ts';
import type { Connection, ConnectionKind } from './model/connection.ts';
import type { Ec2Gateway, Ec2GatewayFacts } from './model/ec2-gateway.ts';
import type { FailoverTest } from './model/failover-test.ts';
import type { Gateway } from './model/gateway.ts';
import type { Lag } from './model/lag.ts';
import type { Location } from './model/location.ts';
import type { KeyPair, MacSecKey, NewMacSecKey } from './model/mac-sec-key.ts';
import type { Proposal } from './model/proposal.ts';
import type { Instant } from './model/transition.ts';
import type { VirtualInterface, VirtualInterfaceType } from './model/virtual-interface.ts';

// What Direct Connect asks of the world. Everything here is given to it; it imports none of what stands behind.

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

/** The secret that Direct Connect itself keeps for a CKN in a customer's account and Region. */
export interface ManagedSecret {
  readonly arn: string;
  readonly deletionScheduled: boolean;
  readonly cak: Confidential;
}

/** What became of reading a secret that a caller named. */
export type SecretReading =
  | { readonly outcome: 'pair'; readonly pair: KeyPair; readonly managed: boolean }
  | { readonly outcome: 'missing' | 'deletion-scheduled' | 'unusable' };

/** Secrets Manager, as Direct Connect's service-linked role sees it, within the same unit of work. */
export interface Secrets {
  /** @param ckn lower case */
  findManaged(place: Place, ckn: string): MaybePromise<ManagedSecret | undefined>;
  /** Makes the managed secret of a pair; answers its ARN. @param ckn of the name, lower case */
  createManaged(place: Place, ckn: string, pair: KeyPair): MaybePromise<string>;
  /** Gives the managed secret a new current version. */
  replaceManaged(arn: string, pair: KeyPair): MaybePromise<void>;
  /** Reads the pair in a secret of the caller's, by its full ARN. */
  read(place: Place, arn: string): MaybePromise<SecretReading>;
}

/** New identifiers and keys, from a random source. */
export interface Ids {
  /** `dxcon-f…`: connections, hosted connections and interconnects. */
  connection(): string;
  /** `dxlag-f…` */
  lag(): string;
  /** `dxvif-f…` */
  virtualInterface(): string;
  /** `dxpeer-f…` */
  bgpPeer(): string;
  /** A BGP key of AWS's form. */
  authKey(): AuthKey;
  /** In lower case: gateways, what is associated with them, and failover tests. */
  uuid(): string;
  /** The endpoint of AWS's that serves ports of that speed at a location: the same for the same words. */
  device(location: string, bandwidth: string): string;
}

/**
 * EC2, where there is one to ask. It is somebody else's service, somewhere else: it is asked before a unit of work
 * begins, never within one, which would hold up everybody. Rejects if it gives no answer.
 */
export interface Ec2 {
  /** A gateway that the account may see in the Region. */
  gateway(place: Place, id: string): Promise<Ec2GatewayFacts | undefined>;
  virtualGateways(place: Place): Promise<readonly Ec2GatewayFacts[]>;
}

/** What EC2 has said of gateways before the unit of work began, by their ids: of one that is missing, that it is not there. */
export type Ec2Knowledge = ReadonlyMap<string, Ec2GatewayFacts>;

/** What the MACsec ports report. Nothing is encrypted on a port that reports nothing. */
export interface PortControl {
  /** Whether MKA has secured the port of this connection or interconnect. */
  isEncrypted(connectionId: string): boolean;
  /**
   * Whether its port must encrypt and is not secured, but has not been so for long enough to be down (MKA Life Time): what
   * becomes of it is not known yet.
   */
  isSettling(connectionId: string): boolean;
}

/** Makes documents that people print. */
export interface LoaPrinter {
  /** The letter as a PDF of one page: the same octets for the same letter. */
  print(letter: LoaLetter): Promise<Uint8Array>;
}

export interface LocationBook {
  in(region: string): readonly Location[];
  find(code: string): Location | undefined;
}

/** AWS's kinds of partner: `v1` hosts connections below 1 Gbit/s, `v2` larger ones too. */
export type PartnerType = 'v1' | 'v2';

export interface Settings {
  /** Which accounts are Direct Connect partners, of which kind; undefined: all, `v2`. */
  readonly partnerAccounts: ReadonlyMap<string, PartnerType> | undefined;
  /** Whether AWS's default count quotas hold. */
  readonly enforceQuotas: boolean;
  /** Whether only secrets that Direct Connect made itself may be associated, as AWS documents. */
  readonly strictSecrets: boolean;
}
