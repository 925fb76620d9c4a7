import type { Cak } from '../crypto/confidential.ts';
import type { MacAddress } from '../ethernet/mac-address.ts';
import type { AttachmentUndo } from '../port/link/attach-interface.ts';
import type { RouterFaults } from '../router/faults.ts';
import type { PortSettings } from './port-settings.ts';

type MaybePromise<T> = T | Promise<T>;

/** What is kept of a port beyond what the API decides: who it is, and what is at the other end of its cable. */
export interface PortRecord {
  readonly connectionId: string;
  readonly address: MacAddress;
  readonly routerAddress: MacAddress;
  /** The built-in router takes the port's keys by itself; otherwise it has only those given to it. */
  readonly routerFollows: boolean;
  readonly plugged: boolean;
  readonly faults: RouterFaults;
  readonly settings: PortSettings;
  /** What the port is attached to instead of the built-in router. An attachment never goes away by itself. */
  readonly attachment: { readonly wire: string; readonly core: string | undefined } | undefined;
}

/** A key given to a built-in router. */
export interface RouterKey {
  /** Rises with every key ever given. */
  readonly number: number;
  readonly ckn: string;
  readonly cak: Cak;
}

/** The tables of ports within one unit of work. */
export interface PortStore {
  find(connectionId: string): MaybePromise<PortRecord | undefined>;
  findAll(connectionIds: readonly string[]): MaybePromise<readonly PortRecord[]>;
  /** Those that are attached to something real. */
  attached(): MaybePromise<readonly PortRecord[]>;
  /** Keeps the record, new or not. */
  put(record: PortRecord): MaybePromise<void>;
  remove(connectionId: string): MaybePromise<void>;
  /** Oldest first. */
  routerKeys(connectionId: string): MaybePromise<readonly RouterKey[]>;
  putRouterKey(connectionId: string, key: Omit<RouterKey, 'number'>): MaybePromise<void>;
  /** Whether there was one. */
  removeRouterKey(connectionId: string, ckn: string): MaybePromise<boolean>;
  /** How to give back the interfaces of this machine that ports have taken from it. */
  undos(): MaybePromise<readonly AttachmentUndo[]>;
  putUndo(undo: AttachmentUndo): MaybePromise<void>;
  removeUndo(name: string): MaybePromise<void>;
}
