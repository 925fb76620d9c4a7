import { lagKeys } from '../mka/lag-keys.ts';
import type { PortStatus } from '../port/status.ts';
import { CabledPort } from './cabled-port.ts';
import type { DesiredPort } from './desired-port.ts';
import type { FleetParameters } from './fleet-parameters.ts';

/** The ports of this process, by connection. A port is there while it has a key, or is attached. */
export class PortFleet {
  readonly #parameters: FleetParameters;
  readonly #ports = new Map<string, CabledPort>();
  /** Connections by the LAG that they are, or were, members of. */
  readonly #lags = new Map<string, Set<string>>();
  /** LAGs whose keys are about to be looked at. */
  readonly #reviewed = new Set<string>();

  constructor(parameters: FleetParameters) {
    this.#parameters = { ...parameters, onMemberEvent: (lagId) => this.#reviewLag(lagId) };
  }

  /**
   * Makes the port what is desired of it; undefined takes it away. Calls for one port must not overlap.
   * @throws Error if the links of an attached port cannot be opened; there is no port then
   */
  async apply(connectionId: string, desired: DesiredPort | undefined): Promise<void> {
    const port = this.#ports.get(connectionId);
    if (port && (desired === undefined || !port.canBecome(desired))) {
      this.#ports.delete(connectionId);
      await port.close();
    }
    if (desired === undefined) return;
    if (desired.lagId !== undefined)
      this.#lags.set(desired.lagId, (this.#lags.get(desired.lagId) ?? new Set()).add(connectionId));
    const kept = this.#ports.get(connectionId);
    if (kept) {
      kept.become(desired);
      return;
    }
    const links = desired.far.kind === 'attached' ? await this.#parameters.openLinks(desired.far) : undefined;
    this.#ports.set(connectionId, new CabledPort(connectionId, desired, this.#parameters, links));
  }

  has(connectionId: string): boolean {
    return this.#ports.has(connectionId);
  }

  isEncrypted(connectionId: string): boolean {
    return this.#ports.get(connectionId)?.isEncrypted ?? false;
  }

  /** Whether it must encrypt and does not, for less than the time after which it is down. */
  isSettling(connectionId: string): boolean {
    return this.#ports.get(connectionId)?.isSettling ?? false;
  }

  /** Whether traffic passes, as far as a port knows; a connection without one has nothing that could stop it. */
  isOperational(connectionId: string): boolean {
    return this.#ports.get(connectionId)?.isOperational ?? true;
  }

  /** A port and what is at the other end of its cable; undefined if there is none now. */
  status(connectionId: string): { readonly port: PortStatus; readonly router: PortStatus | undefined } | undefined {
    return this.#ports.get(connectionId)?.status();
  }

  get connectionIds(): readonly string[] {
    return [...this.#ports.keys()];
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
    clock.wakeAt(clock.now(), () => {
      this.#reviewed.delete(lagId);
      const members = this.#membersOf(lagId);
      const { newest } = lagKeys(members.map((member) => member.status().port.kay));
      for (const member of members) member.setNewestKey(newest);
    });
  }

  async close(): Promise<void> {
    const ports = [...this.#ports.values()];
    this.#ports.clear();
    await Promise.all(ports.map((port) => port.close()));
  }
}
