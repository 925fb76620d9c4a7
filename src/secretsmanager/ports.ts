import type { FiledSecret, Instant, NewSecret, Secret } from './model/secret.ts';
import type { SecretValue } from './model/secret-value.ts';
import type { NewVersion, SecretVersion } from './model/secret-version.ts';
import type { Tag } from './model/tag.ts';

// What Secrets Manager asks of the world. Everything here is given to it; it imports none of what stands behind.

export type MaybePromise<T> = T | Promise<T>;

/** One account in one Region. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** Where a page begins and how long it is. */
export interface PageRequest {
  readonly after: number | undefined;
  readonly limit: number;
}

/** A page in order; `next` is where the following one begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: number | undefined;
}

export type SortOrder = 'asc' | 'desc';

export interface SecretStore {
  find(arn: string): MaybePromise<Secret | undefined>;
  findByName(place: Place, name: string): MaybePromise<Secret | undefined>;
  /** In the order of creation or against it; pages continue after a creation number. */
  list(place: Place, order: SortOrder, page: PageRequest): MaybePromise<Page<Secret>>;
  /** Keeps a new secret; answers the creation number that it gave it, the next. */
  add(secret: NewSecret): MaybePromise<number>;
  save(secret: Secret): MaybePromise<void>;
  /** Removes a secret with all its versions and tags. */
  remove(secret: Secret): MaybePromise<void>;
  /** Secrets whose recovery window has ended. */
  due(now: Instant): MaybePromise<readonly Secret[]>;
}

/** Versions; their values are sealed below this interface, and opened only by `valueOf`. */
export interface VersionStore {
  find(secret: Secret, versionId: string): MaybePromise<SecretVersion | undefined>;
  /** The versions that have labels, oldest first. */
  staged(secret: Secret): MaybePromise<readonly SecretVersion[]>;
  stagedOfAll(secrets: readonly Secret[]): MaybePromise<readonly SecretVersion[]>;
  /** Oldest first. */
  list(secret: Secret, includeDeprecated: boolean, page: PageRequest): MaybePromise<Page<SecretVersion>>;
  add(secret: FiledSecret, version: NewVersion, value: SecretValue): MaybePromise<void>;
  save(version: SecretVersion): MaybePromise<void>;
  valueOf(version: SecretVersion): MaybePromise<SecretValue>;
  /** Removes versions without labels that were made before `before` and are not among the newest `keep`. */
  prune(secret: Secret, keep: number, before: Instant): MaybePromise<void>;
}

export interface TagStore {
  of(secret: Secret): MaybePromise<readonly Tag[]>;
  /** By ARN. */
  ofAll(secrets: readonly Secret[]): MaybePromise<ReadonlyMap<string, readonly Tag[]>>;
  put(secret: Secret, tags: readonly Tag[]): MaybePromise<void>;
  remove(secret: Secret, keys: readonly string[]): MaybePromise<void>;
}

/** The tables of Secrets Manager within one unit of work. */
export interface Store {
  readonly secrets: SecretStore;
  readonly versions: VersionStore;
  readonly tags: TagStore;
}

/** The service that manages a secret, told of what the customer does to it, within the same unit of work. */
export interface ManagedOwner {
  deletionScheduled(secretArn: string, now: Instant): MaybePromise<void>;
  restored(secretArn: string): MaybePromise<void>;
}
