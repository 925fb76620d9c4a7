import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import { ETHER_TYPE_MACSEC, etherTypeOf } from '../../src/ethernet/frame.ts';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import { makeSci } from '../../src/lmi/sci.ts';
import { kayConfig } from '../../src/mka/config.ts';
import type { Link } from '../../src/port/link/link.ts';
import { createCable } from '../../src/port/link/memory-cable.ts';
import { Port } from '../../src/port/port.ts';
import { numberedFrame } from '../harness/far-router.ts';
import { testKey } from '../harness/keys.ts';
import { SteppedClock } from '../harness/stepped-clock.ts';

type Change = (frame: Uint8Array) => Uint8Array;

/** What the router's data plane makes of a protected frame: TCI at octet 14, SCI at 20 to 27, the ICV last. */
const ROUTERS = {
  'of integrity only': [
    (frame) => withOctet(frame, 14, (tci) => tci & ~0x0c),
    "the peer's frames are not encrypted (E=0, integrity only; 5 dropped): have the peer encrypt (macsec_integ_only=0, or the like)",
  ],
  'with another port identifier in the SCI': [
    (frame) => withOctet(frame, 27, () => 7),
    "the peer's frames carry another SCI than its MKPDUs, 0200000000020001 (5 dropped): have the peer use one in both, port identifier included",
  ],
  'with the VLAN tag before the SecTAG': [
    (frame) => Uint8Array.of(...frame.subarray(0, 12), 0x81, 0, 0, 101, ...frame.subarray(12)),
    "the peer's frames carry their SecTAG behind a clear VLAN tag (5 dropped), and Direct Connect does not take them: have the peer encrypt the tag, without dot1q-in-clear or the like",
  ],
  'without SCI': [
    (frame) => withOctet(Uint8Array.of(...frame.subarray(0, 20), ...frame.subarray(28)), 14, (tci) => tci & ~0x20),
    "the peer's frames carry no SCI (5 dropped), and Direct Connect wants it in every one: have the peer include it",
  ],
  'with a wrong ICV': [
    (frame) => withOctet(frame, frame.length - 1, (last) => last ^ 1),
    'none of the 5 protected frames that came has a good ICV: the data planes differ',
  ],
  'that uses an AN without an SA': [
    (frame) => withOctet(frame, 14, (tci) => tci ^ 2),
    'none of the 5 protected frames that came was taken: see what was discarded',
  ],
} as const satisfies Record<string, readonly [Change, string]>;

function withOctet(frame: Uint8Array, at: number, change: (octet: number) => number): Uint8Array {
  const changed = frame.slice();
  changed[at] = change(changed[at] ?? 0);
  return changed;
}

/** A port, and a router whose protected frames are changed on their way to it. */
class Scene {
  readonly clock = new SteppedClock();
  /** Undefined lets them pass as they are. */
  change: Change | undefined;
  readonly port: Port;
  readonly #router: Port;

  constructor(sakLifetime?: number) {
    const [near, far] = [createCable(), createCable()];
    near.b.receive((frame) => far.a.send(frame));
    far.a.receive((frame) => {
      const isProtected = etherTypeOf(frame) === ETHER_TYPE_MACSEC;
      near.b.send(isProtected && this.change !== undefined ? this.change(frame) : frame);
    });
    this.port = this.#made('01', near.a, 16, sakLifetime);
    this.#router = this.#made('02', far.b, 32);
  }

  async begin(): Promise<void> {
    await this.clock.pass(20_000);
    assert.equal(this.port.status().kay.secured, true);
    assert.equal(this.remark, 'MKA secured, but the peer has sent no protected frame');
  }

  /** One frame a second from the router. */
  async send(count: number): Promise<void> {
    for (let number = 0; number < count; number += 1) {
      this.#router.send(numberedFrame(number));
      await this.clock.pass(1000);
    }
  }

  get remark(): string | undefined {
    return this.port.status().remark;
  }

  async end(): Promise<void> {
    await Promise.all([this.port.close(), this.#router.close()]);
  }

  #made(last: string, wire: Link, keyServerPriority: number, sakLifetime?: number): Port {
    const address = parseMacAddress(`02:00:00:00:00:${last}`);
    assert.ok(address);
    const port = new Port({
      config: kayConfig({ sci: makeSci(address, 1), address, keyServerPriority, sakLifetime }),
      crypto: nodeCrypto,
      clock: this.clock,
      wire,
      requiresSci: last === '01',
      onEvent: () => {},
    });
    port.setMode('must_encrypt');
    port.setKeys([testKey(1)]);
    return port;
  }
}

const scene = (name: string, body: (scene: Scene) => Promise<void>, sakLifetime?: number): void => {
  it(name, async () => {
    const made = new Scene(sakLifetime);
    await made.begin();
    await body(made);
    await made.end();
  });
};

describe('a port that MKA has secured', () => {
  for (const [name, [change, why]] of Object.entries(ROUTERS)) {
    scene(`says what is wrong with the frames of a router ${name}`, async (its) => {
      its.change = change;
      await its.send(5);
      assert.equal(its.remark, `MKA secured, but ${why}`);
      its.change = undefined;
      await its.send(1);
      assert.equal(its.remark, undefined);
    });

    scene(`says so, too, of a router ${name} after frames that were good`, async (its) => {
      await its.send(3);
      assert.equal(its.remark, undefined);
      its.change = change;
      await its.send(5);
      assert.equal(its.remark, `MKA secured, but since the last good frame, 5 s ago, ${why}`);
    });
  }

  scene('says nothing of a few frames lost after good ones, nor of what was long ago', async (its) => {
    await its.send(2);
    its.change = ROUTERS['with a wrong ICV'][0];
    await its.send(2);
    assert.equal(its.remark, undefined);
    await its.send(1);
    assert.match(its.remark ?? '', /none of the 3 protected frames/);
    await its.clock.pass(70_000);
    assert.equal(its.remark, undefined);
  });

  scene('says nothing of frames that are dropped while good ones come as well', async (its) => {
    for (let round = 0; round < 10; round += 1) {
      its.change = ROUTERS['with a wrong ICV'][0];
      await its.send(1);
      its.change = undefined;
      await its.send(1);
      assert.equal(its.remark, undefined);
    }
  });

  scene(
    'says so after a new SAK, of which no frame is good',
    async (its) => {
      await its.send(3);
      assert.equal(its.remark, undefined);
      const { rekeys } = its.port.status().kay;
      its.change = ROUTERS['with a wrong ICV'][0];
      await its.send(90);
      assert.ok(its.port.status().kay.rekeys > rekeys);
      assert.match(its.remark ?? '', /^MKA secured, but since the last good frame, \d+ s ago, none of the \d+ /);
    },
    60_000,
  );

  scene('knows nothing of clear frames but that no protected one has come', async (its) => {
    its.change = () => numberedFrame(1);
    await its.send(5);
    assert.equal(its.port.status().secy.counters.InPktsNoTag, 5);
    assert.equal(its.remark, 'MKA secured, but the peer has sent no protected frame');
  });
});
