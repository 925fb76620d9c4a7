import { lagKeys, preferredKey } from '../mka/lag-keys.ts';
import type { MemberKeys } from '../mka/lag-keys.ts';
import type { FrameObserver } from '../port/frame-tap.ts';
import type { PortStatus } from '../port/status.ts';
import { CabledPort } from './cabled-port.ts';
import type { DesiredPort } from './desired-port.ts';
import type { Fleet, FleetPort } from './fleet.ts';
import type { FleetParameters } from './fleet-parameters.ts';
import { refuseMode } from './kernel-mode.ts';
import type { LinkTraffic } from './link-traffic.ts';
import { portView } from './port-view.ts';

/** The ports of this process. */
export class PortFleet implements Fleet {
  readonly portd = undefined;
  readonly #parameters: FleetParameters;
  readonly #ports = new Map<string, CabledPort>();
  /** Connections by the LAG that they are, or were, members of. */
  readonly #lags = new Map<string, Set<string>>();
  /** LAGs whose keys are about to be looked at. */
  readonly #reviewed = new Set<string>();
  /** The keys of members that run elsewhere, by LAG. */
  readonly #others = new Map<string, readonly MemberKeys[]>();
  /** The keys of the members here, as they were told last, by LAG. */
  readonly #told = new Map<string, readonly MemberKeys[]>();
  /** Who sees the frames of which connection's wire, whether there is a port at present or not. */
  readonly #observers = new Map<string, ReadonlySet<FrameObserver>>();

  constructor(parameters: FleetParameters) {
    this.#parameters = { ...parameters, onMemberEvent: (lagId) => this.#reviewLag(lagId) };
  }

  async apply(connectionId: string, desired: DesiredPort | undefined): Promise<void> {
    const port = this.#ports.get(connectionId);
    const former = port?.lagId;
    if (former !== undefined && former !== desired?.lagId) {
      port?.leaveLag();
      this.#reviewLag(former);
    }
    if (port && (desired === undefined || !port.canBecome(desired))) {
      this.#ports.delete(connectionId);
      await port.close();
    }
    if (desired === undefined) return;
    if (desired.lagId !== undefined) {
      this.#lags.set(desired.lagId, (this.#lags.get(desired.lagId) ?? new Set()).add(connectionId));
      this.#reviewLag(desired.lagId);
    }
    const kept = this.#ports.get(connectionId);
    if (kept) {
      kept.become(desired);
      return;
    }
    refuseMode(desired);
    const links = desired.far.kind === 'attached' ? await this.#parameters.openLinks(desired.far) : undefined;
    const made = new CabledPort(connectionId, desired, this.#parameters, links);
    this.#ports.set(connectionId, made);
    this.#showFrames(connectionId, made);
  }

  tap(connectionId: string, observer: FrameObserver): () => void {
    const set = (observers: ReadonlySet<FrameObserver>): void => {
      if (observers.size === 0) this.#observers.delete(connectionId);
      else this.#observers.set(connectionId, observers);
      this.#showFrames(connectionId, this.#ports.get(connectionId));
    };
    set(new Set(this.#observers.get(connectionId)).add(observer));
    return () => {
      const others = new Set(this.#observers.get(connectionId));
      others.delete(observer);
      set(others);
    };
  }

  #showFrames(connectionId: string, port: CabledPort | undefined): void {
    const observers = this.#observers.get(connectionId);
    port?.tap(
      observers &&
        ((frame, direction) => {
          for (const observer of observers) observer(frame, direction);
        }),
    );
  }

  async settled(): Promise<void> {
    await this.#parameters.onSettled?.();
  }

  has(connectionId: string): boolean {
    return this.#ports.has(connectionId);
  }

  isEncrypted(connectionId: string): boolean {
    return this.#ports.get(connectionId)?.isEncrypted ?? false;
  }

  isSettling(connectionId: string): boolean {
    return this.#ports.get(connectionId)?.isSettling ?? false;
  }

  isOperational(connectionId: string): boolean {
    return this.#ports.get(connectionId)?.isOperational ?? true;
  }

  /** A port and what is at the other end of its cable; undefined if there is none now. */
  status(connectionId: string): { readonly port: PortStatus; readonly router: PortStatus | undefined } | undefined {
    return this.#ports.get(connectionId)?.status();
  }

  show(connectionId: string): FleetPort | undefined {
    const status = this.status(connectionId);
    return status && { port: portView(status.port), router: status.router && portView(status.router) };
  }

  traffic(connectionId: string): LinkTraffic | undefined {
    return this.#ports.get(connectionId)?.traffic;
  }

  get connectionIds(): readonly string[] {
    return [...this.#ports.keys()];
  }

  /** What the members of LAGs that run elsewhere can do: it counts as if they were here, until told otherwise. */
  setOtherMembers(lagId: string, members: readonly MemberKeys[]): void {
    if (members.length === 0) this.#others.delete(lagId);
    else this.#others.set(lagId, members);
    this.#reviewLag(lagId);
  }

  /** Forgets all members that run elsewhere. */
  forgetOtherMembers(): void {
    for (const lagId of this.#others.keys()) this.setOtherMembers(lagId, []);
  }

  /** What the members here can do, by LAG, as `onLag` was told last. */
  get memberKeys(): ReadonlyMap<string, readonly MemberKeys[]> {
    return this.#told;
  }

  /** The ports that are members of the LAG now; who has left is forgotten here. */
  #membersOf(lagId: string): readonly CabledPort[] {
    const ids = this.#lags.get(lagId) ?? new Set<string>();
    return [...ids].flatMap((id) => {
      const port = this.#ports.get(id);
      if (port?.lagId === lagId) return [port];
      ids.delete(id);
      return [];
    });
  }

  /**
   * The members of a LAG go over to a newer key together, once it is live on all that are up. Not from within a
   * member's own event, and once for all that happens at a time.
   */
  #reviewLag(lagId: string): void {
    if (this.#reviewed.has(lagId)) return;
    this.#reviewed.add(lagId);
    const { clock } = this.#parameters;
    const review = clock.alarm(() => {
      this.#reviewed.delete(lagId);
      const members = this.#membersOf(lagId);
      const keys = members.map((member) => member.memberKeys());
      const all = [...keys, ...(this.#others.get(lagId) ?? [])];
      const { newest, isSplit } = lagKeys(all);
      const preferred = isSplit
        ? preferredKey(
            all,
            members.flatMap((member) => member.keys),
          )
        : undefined;
      for (const [at, member] of members.entries()) member.followLag(lagId, newest, keys[at]?.inUse, preferred);
      this.#tell(lagId, keys);
    });
    review.set(clock.now());
  }

  #tell(lagId: string, keys: readonly MemberKeys[]): void {
    const last = this.#told.get(lagId) ?? [];
    if (JSON.stringify(last) === JSON.stringify(keys)) return;
    if (keys.length === 0) this.#told.delete(lagId);
    else this.#told.set(lagId, keys);
    this.#parameters.onLag?.(lagId, keys);
  }

  async close(): Promise<void> {
    const ports = [...this.#ports.values()];
    this.#ports.clear();
    await Promise.all(ports.map((port) => port.close()));
  }
}
