import { readKeyedPort, sameCkn } from './keyed-port.ts';
import type { KeyApi, KeyedPort } from './keyed-port.ts';
import type { LinkWatch } from './link.ts';
import { rotationStep } from './rotation-step.ts';

/** 64 hexadecimal digits each. */
export interface KeyPair {
  readonly ckn: string;
  readonly cak: string;
}

/** The key to rotate to: without its CAK, it must be associated already. */
export interface NewKey {
  readonly ckn: string;
  readonly cak: string | undefined;
}

/** The customer's end of the links. */
export interface RouterHand {
  /** Gives it the key beside those that it has, or tells whoever can. @param secretArn where the pair is kept */
  add(key: NewKey, secretArn: string): Promise<void>;
  /** Takes a key from it. One that it does not have is gone already. @throws Error if it keeps the key */
  remove(ckn: string): Promise<void>;
}

export interface RotationPlan {
  /** A connection, an interconnect or a LAG. */
  readonly id: string;
  readonly key: NewKey;
  /** How long the router may take to use the new key, in milliseconds; the same again after each old key has gone. */
  readonly patience: number;
}

/** What a rotation needs of the world. */
export interface RotationWorld {
  readonly api: KeyApi;
  readonly links: LinkWatch;
  readonly router: RouterHand;
  /** Where nothing arrives of frames that are sent to try the links, as clauses; undefined if nowhere, or none are sent. */
  readonly silence: string | undefined;
  /** Asks a person whether the routers use the new key. Only where the links do not show it. */
  readonly confirm: ((ckn: string) => Promise<boolean>) | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Told of every step, in words. */
  readonly onStep: (step: RotationNote) => void;
  /** Aborted: go back to the keys of before, if that can be done. */
  readonly signal: AbortSignal;
}

export interface RotationNote {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly text: string;
  /** What is done. A wait goes on where the same is said again. */
  readonly what: 'associate' | 'wait' | 'disassociate' | 'roll-back';
}

export interface RotationResult {
  readonly outcome: 'rotated' | 'rolled-back' | 'cut' | 'refused';
  readonly why: string;
  /** The keys that were there when it began: CKNs, oldest first. */
  readonly from: readonly string[];
  readonly to: string;
  /** The port as it was before. */
  readonly port: KeyedPort;
}

/** Between two looks, in milliseconds. */
const LOOK_AGAIN = 250;

/**
 * Rotates the key of a connection, interconnect or LAG: the new key beside the old one, both ends go over, the old key
 * goes. What is done next depends on what is seen alone, so a rotation that was cut short goes on when it is begun again
 * with the same key.
 *
 * @throws Error as Direct Connect gives it, if it refuses something
 */
export async function rotate(plan: RotationPlan, world: RotationWorld): Promise<RotationResult> {
  const { id, key, patience } = plan;
  const { api, links, now } = world;
  const before = await readKeyedPort(api, id);
  const from = before.keys.filter((other) => !sameCkn(other.ckn, key.ckn)).map((other) => other.ckn);
  const end = (outcome: RotationResult['outcome'], why: string): RotationResult => ({
    outcome,
    why,
    from,
    to: key.ckn,
    port: before,
  });
  if (key.cak === undefined && !before.keys.some((other) => sameCkn(other.ckn, key.ckn)))
    return end('refused', `${id} has no key with CKN ${key.ckn} to rotate to: associate it, or give the whole pair.`);
  let begun = false;
  let givenUp: string | undefined;
  let confirmed: boolean | undefined;
  let since = now();
  for (let port = before; ; port = await readKeyedPort(api, id)) {
    const ids = port.links.map((link) => link.id);
    if (world.signal.aborted && begun) givenUp ??= 'it was interrupted';
    const seen = await links.look(ids, key.ckn);
    const isLate = now() - since > patience;
    const { silence } = world;
    const step = rotationStep({ port, links: seen, ckn: key.ckn, begun, isLate, givenUp, silence, confirmed });
    switch (step.do) {
      case 'refuse':
        return end('refused', step.why);
      case 'end': {
        const kept = await takeAway(outOfUse(step.outcome, from, key.ckn), world.router);
        return end(step.outcome, [step.why, ...kept].join('; '));
      }
      case 'associate':
        await associate(port, plan, world);
        begun = true;
        break;
      case 'ask':
        confirmed = (await world.confirm?.(key.ckn)) ?? false;
        break;
      case 'disassociate':
        note(world, `the new key is in use: key ${step.key.ckn} is disassociated`, 'disassociate');
        await api.disassociateMacSecKey({ connectionId: id, secretARN: step.key.secretArn });
        break;
      case 'roll-back':
        givenUp = step.why;
        note(world, `${step.why}: the new key is disassociated again, and the one before stays`, 'roll-back');
        await api.disassociateMacSecKey({ connectionId: id, secretARN: step.key.secretArn });
        break;
      case 'wait':
        note(world, step.until, 'wait');
        await world.pause(LOOK_AGAIN);
        continue;
    }
    since = now();
  }
}

async function associate(port: KeyedPort, { id, key }: RotationPlan, world: RotationWorld): Promise<void> {
  const there = port.keys.find((other) => sameCkn(other.ckn, key.ckn));
  if (there) {
    note(world, `key ${key.ckn} is associated with ${id} already`, 'associate');
    await world.router.add(key, there.secretArn);
    return;
  }
  const others = port.keys.map((other) => other.ckn).join(' and ');
  note(world, `key ${key.ckn} is associated with ${id}, beside ${others}`, 'associate');
  const { macSecKeys } = await world.api.associateMacSecKey({ connectionId: id, ckn: key.ckn, cak: key.cak });
  await world.router.add(key, macSecKeys?.at(-1)?.secretARN ?? '');
}

/** The keys that the router has no use for any more. */
function outOfUse(outcome: RotationResult['outcome'], from: readonly string[], to: string): readonly string[] {
  if (outcome === 'rotated') return from;
  return outcome === 'rolled-back' ? [to] : [];
}

/**
 * Takes keys from the router. Whether it lets go of them changes nothing of how the rotation ended, which has to be
 * reported all the same: answers, as clauses, what it keeps.
 */
async function takeAway(ckns: readonly string[], router: RouterHand): Promise<readonly string[]> {
  const kept: string[] = [];
  for (const ckn of ckns) {
    try {
      await router.remove(ckn);
    } catch (fault) {
      const why = fault instanceof Error ? fault.message : String(fault);
      kept.push(`key ${ckn} could not be taken from the router: ${why.replace(/\.$/, '')}`);
    }
  }
  return kept;
}

const note = (world: RotationWorld, text: string, what: RotationNote['what']): void =>
  world.onStep({ at: world.now(), text, what });
