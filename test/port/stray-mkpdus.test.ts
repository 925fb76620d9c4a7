import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import { ETHER_TYPE_EAPOL, etherTypeOf } from '../../src/ethernet/frame.ts';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import { makeSci } from '../../src/lmi/sci.ts';
import { kayConfig } from '../../src/mka/config.ts';
import type { Link } from '../../src/port/link/link.ts';
import { createCable } from '../../src/port/link/memory-cable.ts';
import { Port } from '../../src/port/port.ts';
import { testKey } from '../harness/keys.ts';
import { SteppedClock } from '../harness/stepped-clock.ts';

const ALTERNATE = [0x87, 0x6f];
const vlanTag = (vlan: number, type = 0x8100): readonly number[] => [type >> 8, type & 0xff, 0x60 | (vlan >> 8), vlan];

const behind = (octets: readonly number[], frame: Uint8Array): Uint8Array =>
  Uint8Array.of(...frame.subarray(0, 12), ...octets, ...frame.subarray(12));
const withEtherType = (frame: Uint8Array): Uint8Array =>
  Uint8Array.of(...frame.subarray(0, 12), ...ALTERNATE, ...frame.subarray(14));

const TAGGED =
  'the peer sends MKA in VLAN 300, and this port takes it without a tag alone: have the peer run MACsec on the interface itself, not on a subinterface';
const OF_ANOTHER_TYPE =
  'the peer sends MKA under EtherType 876F, and this port takes it under 888E (EAPOL) alone: have the peer use that (no eapol eth-type, or the like)';

/** What a router's MKA is made of on its way out, and what is said of it. */
const ROUTERS: Readonly<Record<string, readonly [(frame: Uint8Array) => Uint8Array, string]>> = {
  'under the EtherType for provider networks': [withEtherType, OF_ANOTHER_TYPE],
  'in a VLAN': [(frame) => behind(vlanTag(300), frame), TAGGED],
  'in a VLAN of a VLAN': [(frame) => behind([...vlanTag(7, 0x88a8), ...vlanTag(300)], frame), TAGGED],
  'in a VLAN, under that EtherType': [(frame) => behind(vlanTag(300), withEtherType(frame)), OF_ANOTHER_TYPE],
};

/** A port, and a router whose MKA is changed on its way to it. */
class Scene {
  readonly clock = new SteppedClock();
  readonly port: Port;
  /** Undefined lets it pass as it is. */
  change: ((frame: Uint8Array) => Uint8Array) | undefined;
  readonly #line = createCable();

  constructor() {
    const far = createCable();
    this.#line.b.receive((frame) => far.a.send(frame));
    far.a.receive((frame) => {
      const isMka = etherTypeOf(frame) === ETHER_TYPE_EAPOL;
      this.send(isMka && this.change !== undefined ? this.change(frame) : frame);
    });
    this.port = this.#made('01', this.#line.a);
    this.#made('02', far.b);
  }

  send(frame: Uint8Array): void {
    this.#line.b.send(frame);
  }

  get why(): string | undefined {
    return this.port.status().whyNotSecured;
  }

  #made(last: string, wire: Link): Port {
    const address = parseMacAddress(`02:00:00:00:00:${last}`);
    assert.ok(address);
    const config = kayConfig({ sci: makeSci(address, 1), address });
    const port = new Port({ config, crypto: nodeCrypto, clock: this.clock, wire, onEvent: () => {} });
    port.setMode('must_encrypt');
    port.setKeys([testKey(1)]);
    return port;
  }
}

describe('MKA that comes, and not as EAPOL without a tag', () => {
  for (const [how, [change, sentence]] of Object.entries(ROUTERS)) {
    it(`is not taken for silence: ${how}`, async () => {
      const scene = new Scene();
      scene.change = change;
      await scene.clock.pass(8_000);
      assert.equal(scene.why, sentence);

      scene.change = undefined;
      await scene.clock.pass(8_000);
      assert.equal(scene.why, undefined);
      assert.equal(scene.port.status().kay.secured, true);
    });
  }

  it('is history ten seconds later', async () => {
    const scene = new Scene();
    scene.change = withEtherType;
    await scene.clock.pass(8_000);
    scene.change = () => new Uint8Array(60);
    await scene.clock.pass(13_000);
    assert.match(scene.why ?? '', /^no MKPDU has been heard for \d+ s$/);
  });

  it('is not what else travels in a VLAN, or is EAPOL of another kind there', async () => {
    const scene = new Scene();
    scene.change = () => new Uint8Array(60);
    await scene.clock.pass(4_000);
    const addresses = [1, 0x80, 0xc2, 0, 0, 3, 2, 0, 0, 0, 0, 2];
    const start = [3, 1, 0, 0];
    scene.send(Uint8Array.of(...addresses, ...vlanTag(300), 0x88, 0x8e, ...start));
    scene.send(Uint8Array.of(...addresses, ...vlanTag(300), 0x08, 0x00, 3, 5, 0, 0));
    scene.send(Uint8Array.of(...addresses, ...vlanTag(300), 0x88, 0x8e));
    scene.send(Uint8Array.of(...addresses, ...vlanTag(300)));
    scene.send(Uint8Array.of(...addresses, 0x87, 0x6f, ...start));
    scene.send(Uint8Array.of(...addresses, 0x87));
    scene.send(
      behind(Array.from({ length: 16_000 }, () => vlanTag(300)).flat(), Uint8Array.of(...addresses, 0x88, 0x8e)),
    );
    assert.match(scene.why ?? '', /^no MKPDU has been heard for \d+ s$/);
  });
});
