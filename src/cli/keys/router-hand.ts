import { createInterface } from 'node:readline/promises';
import type { FerrulePort, FerrulePorts } from '../../keys/ferrule-ports.ts';
import type { RouterHand } from '../../keys/rotation.ts';
import { print } from './words.ts';

/** The routers that are here are given the key; of others, whoever runs them is told. */
export function routerHand(ports: FerrulePorts | undefined, seen: ReadonlyMap<string, FerrulePort>): RouterHand {
  const own = [...seen].flatMap(([id, port]) => (port.router?.follows === false ? [id] : []));
  const areHere = areBuiltIn(seen);
  return {
    add: async (key, secretArn) => {
      if (!areHere)
        print(
          `          now give the router the same pair, beside the one that it has: CKN ${key.ckn},\n          its CAK is in the secret ${secretArn}`,
        );
      // One that is rotated to by its name, they have been given.
      if (key.cak !== undefined) for (const id of own) await ports?.addRouterKey(id, key);
    },
    remove: async (ckn) => {
      if (!areHere) print(`          the router can forget CKN ${ckn}`);
      // All are asked, whatever becomes of one.
      await Promise.all(own.map((id) => ports?.removeRouterKey(id, ckn)));
    },
  };
}

/** Whether all far ends are built-in routers. */
export const areBuiltIn = (seen: ReadonlyMap<string, FerrulePort>): boolean =>
  seen.size > 0 && [...seen.values()].every((port) => port.router !== undefined);

/** AWS does not tell which key a port uses: whoever looks at the router does. */
export const askPerson =
  (signal: AbortSignal) =>
  async (ckn: string): Promise<boolean> => {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    try {
      const answer = await terminal.question(
        `Do all its routers show their session as secured under CKN ${ckn}? (yes; anything else takes the new key away again) `,
        { signal },
      );
      return /^y(es)?$/i.test(answer.trim());
    } catch (fault) {
      if (signal.aborted) return false;
      throw fault;
    } finally {
      terminal.close();
    }
  };
