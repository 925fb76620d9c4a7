import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { openInterfaceLink } from '../../../../src/port/link/af-packet.ts';
import { undoAttachment } from '../../../../src/port/link/attach-interface.ts';
import { LinkRefusal } from '../../../../src/port/link/link-refusal.ts';
import { openTapLink } from '../../../../src/port/link/tap.ts';

function on(context: TestContext, property: 'platform' | 'arch', value: string): void {
  const real = process[property];
  Object.defineProperty(process, property, { value });
  context.after(() => Object.defineProperty(process, property, { value: real }));
}

const undo = { version: 1, name: 'eth1', index: 7, up: false, arp: true, mtu: 1500, settings: {} } as const;
const joining = { gro: true, lro: false };

for (const [wanted, open] of [
  ['interface eth1', () => openInterfaceLink('eth1')],
  ['interface eth1', () => undoAttachment({ ...undo, joining })],
  ['tap core0', () => openTapLink('core0')],
] as const) {
  test(`${wanted} is refused elsewhere than on Linux, with what works there`, async (context) => {
    on(context, 'platform', 'darwin');
    await assert.rejects(
      open(),
      (error) =>
        error instanceof LinkRefusal &&
        error.reason === 'platform' &&
        error.message === `${wanted} needs Linux, and this is darwin: use --udp instead`,
    );
  });

  test(`${wanted} is refused on a processor whose structures are others`, async (context) => {
    on(context, 'platform', 'linux');
    on(context, 'arch', 'arm');
    await assert.rejects(open(), /needs one of x64, arm64, riscv64, loong64, and this is arm/);
  });
}
