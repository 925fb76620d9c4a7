import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { askAdmin } from '../../src/cli/admin-client.ts';
import { frameCount, linkEvidence } from '../../src/keys/evidence.ts';
import type { FrameCount } from '../../src/keys/evidence.ts';
import { ferruleLinkWatch } from '../../src/keys/ferrule-link-watch.ts';
import { FerrulePorts } from '../../src/keys/ferrule-ports.ts';
import { casesOf } from './harness/cases.ts';
import { eventually } from './harness/eventually.ts';
import { setStage } from './harness/stage.ts';
import type { Stage } from './harness/stage.ts';
import { findTerraform, Terraform } from './harness/terraform.ts';

const found = await findTerraform();
const define = casesOf('terraform', 'absent' in found ? found.absent : undefined);

/** As Terraform's own function of that name. */
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The port of a connection, while Terraform changes its keys. */
class Link {
  readonly #ports: FerrulePorts;
  readonly #id: string;

  constructor(stage: Stage, id: string) {
    this.#ports = new FerrulePorts((...question) => askAdmin(stage.server.url, ...question));
    this.#id = id;
  }

  /** Waits until its traffic is protected with the key of that name, and with none else. */
  async uses(name: string): Promise<void> {
    const ckn = sha256(`ckn ${name}`);
    const watch = ferruleLinkWatch((id) => this.#ports.see(id));
    await eventually(
      () => watch.look([this.#id], ckn),
      ([link]) => link?.secured === true && link.ckn === ckn,
    );
  }

  async count(): Promise<void> {
    await this.#ports.startTraffic(this.#id, { framesPerSecond: 200, octets: 512 });
  }

  /** What has become of the frames since. */
  async counted(): Promise<FrameCount> {
    const seen = await this.#ports.see(this.#id);
    const frames = frameCount([linkEvidence(this.#id, seen, seen, await this.#ports.stopTraffic(this.#id))]);
    assert.ok(frames);
    return frames;
  }
}

/** A connection that must encrypt, and does with the key of that name, and frames on its link. */
async function begin(stage: Stage, terraform: Terraform, first: string): Promise<Link> {
  await terraform.apply();
  await terraform.set({ encryption_mode: 'must_encrypt' }).apply();
  const connection = (await terraform.show())('aws_dx_connection.this');
  const link = new Link(stage, String(connection['id']));
  await link.uses(first);
  await link.count();
  return link;
}

define('rotation', async (t) => {
  const stage = await setStage(t);
  const terraform = new Terraform(stage, found, 'rotation');
  const link = await begin(stage, terraform, 'first');
  await terraform.set({ encryption_mode: 'must_encrypt', keys: '["first","second"]' }).apply();
  await link.uses('second');
  await terraform.set({ encryption_mode: 'must_encrypt', keys: '["second"]' }).apply();
  await terraform.planIsEmpty();
  await link.uses('second');
  const { sent, lost, clear } = await link.counted();
  t.diagnostic(`two applies: ${sent} frames sent, ${lost} lost, ${clear} unprotected`);
  assert.ok(sent > 1000);
  assert.deepEqual([lost, clear], [0, 0]);
  assert.equal((await terraform.show())('aws_dx_connection.this')['encryption_mode'], 'must_encrypt');
  await terraform.destroy();
});

define('rotation-in-place', async (t) => {
  const stage = await setStage(t);
  const terraform = new Terraform(stage, found, 'encryption-mode');
  const link = await begin(stage, terraform, 'mode');
  // Another CKN is another association: the one that is in use is deleted first.
  await terraform.set({ encryption_mode: 'must_encrypt', key: 'second' }).apply();
  await link.uses('second');
  const { sent, lost, clear } = await link.counted();
  t.diagnostic(`in place: ${sent} frames sent, ${lost} lost, ${clear} unprotected`);
  assert.ok(lost + clear > 0, 'without a key, frames are lost or leave unprotected');
  // With its last key the port has lost its mode: what was to be encrypted need not be any more.
  const connection = (await terraform.plan()).find(({ address }) => address === 'aws_dx_connection.this');
  assert.deepEqual(connection?.actions, ['update']);
  await terraform.destroy();
});
