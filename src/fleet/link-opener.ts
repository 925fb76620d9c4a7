import type { AttachmentUndo } from '../port/link/attach-interface.ts';
import type { Link } from '../port/link/link.ts';
import { parseCore, parseWire } from '../port/link/link-description.ts';
import type { LinkDescription } from '../port/link/link-description.ts';
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

  constructor(taken: TakenInterfaces) {
    this.#taken = taken;
  }

  /** @throws LinkRefusal that says what is wrong and what would be right */
  async open({ wire, core }: AttachedRouter): Promise<PortLinks> {
    const descriptions = describeLinks({ wire, core });
    const opened = await this.#open(descriptions.wire);
    try {
      return { wire: opened, core: descriptions.core && (await this.#open(descriptions.core)) };
    } catch (fault) {
      await opened.close();
      throw fault;
    }
  }

  /** Gives back what an earlier process took and could not give back; `onFault` is told what is still taken. */
  async recover(onFault: (fault: unknown) => void): Promise<void> {
    const undos = await this.#taken.all();
    if (undos.length === 0) return;
    const { undoAttachment } = await import('../port/link/attach-interface.ts');
    for (const undo of undos) {
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
    return openLink(description, {
      remember: (undo) => this.#taken.put(undo),
      forget: ({ name }) => this.#taken.remove(name),
    });
  }
}

/** What the two sides of an attachment are. @throws LinkRefusal that says what would be right */
export function describeLinks({ wire, core }: Pick<AttachedRouter, 'wire' | 'core'>): {
  readonly wire: LinkDescription;
  readonly core: LinkDescription | undefined;
} {
  return { wire: parseWire(wire), core: core === undefined ? undefined : parseCore(core) };
}
