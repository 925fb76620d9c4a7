import type { CryptoPort } from '../crypto/crypto-port.ts';
import type { AttachmentUndo, AttachOptions } from '../port/link/attach-interface.ts';
import { interfaceInUse, LinkRefusal } from '../port/link/link-refusal.ts';
import type { Link } from '../port/link/link.ts';
import { kernelDevice, parseCore, parseWire } from '../port/link/link-description.ts';
import type { KernelWire, LinkDescription } from '../port/link/link-description.ts';
import type { AttachedRouter } from './desired-port.ts';
import type { PortLinks } from './fleet-parameters.ts';

type MaybePromise<T> = T | Promise<T>;

/** Where it is kept how interfaces were before ports took them: it outlives the process that has them. */
export interface TakenInterfaces {
  all(): MaybePromise<readonly AttachmentUndo[]>;
  put(undo: AttachmentUndo): MaybePromise<void>;
  remove(name: string): MaybePromise<void>;
}

/**
 * Opens what ports are attached to. An interface is taken from this machine's own stack, and how it was is kept before
 * anything is changed: so it is given back when the port is detached, and also when the process did not live to do it.
 */
export class LinkOpener {
  readonly #taken: TakenInterfaces;
  /** Interfaces that ports have now. */
  readonly #held = new Set<string>();

  constructor(taken: TakenInterfaces) {
    this.#taken = taken;
  }

  /** @throws LinkRefusal that says what is wrong and what would be right */
  async open({ wire, core }: AttachedRouter): Promise<PortLinks> {
    const descriptions = describeLinks({ wire, core });
    if (descriptions.wire.type === 'kernel') {
      const { openKernelWire } = await import('../port/secy/open-kernel-wire.ts');
      const { name } = descriptions.wire;
      return openKernelWire(name, await this.#taking(name));
    }
    const opened = await this.#open(descriptions.wire);
    try {
      const crypto = await cryptoFor(descriptions.wire);
      return { wire: opened, core: descriptions.core && (await this.#open(descriptions.core)), crypto };
    } catch (fault) {
      await opened.close();
      throw fault;
    }
  }

  /**
   * Takes SAs away that an earlier process left with the kernel: whoever does not know what was sent under a SAK has no
   * use for it. To be called before any port is opened; interfaces stay closed. `onFault` is told where it failed.
   */
  async removeLeftSas(onFault: (fault: unknown) => void): Promise<void> {
    const left = await this.#taken.all();
    if (left.length === 0) return;
    const { removeLeftSas } = await import('../port/link/attach-interface.ts');
    for (const undo of left) await removeLeftSas(undo).catch(onFault);
  }

  /**
   * Gives back what an earlier process took and could not give back, and no port has now: to be called when every port
   * has been opened that is wanted. Until then such an interface stays closed. `onFault` is told what is still taken.
   */
  async giveBackRest(onFault: (fault: unknown) => void): Promise<void> {
    const rest = (await this.#taken.all()).filter(({ name }) => !this.#held.has(name));
    if (rest.length === 0) return;
    const { undoAttachment } = await import('../port/link/attach-interface.ts');
    for (const undo of rest) {
      try {
        await undoAttachment(undo);
        await this.#taken.remove(undo.name);
      } catch (fault) {
        onFault(fault);
      }
    }
  }

  // Loaded when the first port is attached: most servers never need a socket for frames.
  async #open(description: LinkDescription): Promise<Link> {
    const { openLink } = await import('../port/link/open-link.ts');
    return openLink(description, description.type === 'interface' ? await this.#taking(description.name) : {});
  }

  async #taking(wanted: string): Promise<AttachOptions> {
    if (this.#held.has(wanted)) throw interfaceInUse(wanted);
    return {
      former: (await this.#taken.all()).find(({ name }) => name === wanted),
      remember: (undo) => {
        this.#held.add(undo.name);
        return this.#taken.put(undo);
      },
      forget: ({ name }) => {
        this.#held.delete(name);
        return this.#taken.remove(name);
      },
    };
  }
}

/** The faster one where koffi is loaded anyway: whoever uses UDP only does not pay for it. */
async function cryptoFor(wire: LinkDescription): Promise<CryptoPort | undefined> {
  if (wire.type !== 'interface' && wire.type !== 'tap') return undefined;
  const { loadDirectCrypto } = await import('../crypto/node/direct-crypto.ts');
  return loadDirectCrypto();
}

/** What the two sides of an attachment are. @throws LinkRefusal that says what would be right */
export function describeLinks({ wire, core }: Pick<AttachedRouter, 'wire' | 'core'>): {
  readonly wire: LinkDescription | KernelWire;
  readonly core: LinkDescription | undefined;
} {
  const description = parseWire(wire);
  if (description.type === 'kernel' && core !== undefined) {
    throw new LinkRefusal(
      'malformed',
      `with --secy kernel clear frames are at ${kernelDevice(description.name)}, a device of the kernel's: leave out --core`,
    );
  }
  return { wire: description, core: core === undefined ? undefined : parseCore(core) };
}
