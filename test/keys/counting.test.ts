import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Counting } from '../../src/keys/counting.ts';
import { FerrulePorts } from '../../src/keys/ferrule-ports.ts';
import type { FerrulePort } from '../../src/keys/ferrule-ports.ts';

type Received = Readonly<Record<string, number>>;

/**
 * What is said of two links on which frames are sent, and for how long that was waited.
 * @param looks what has arrived each way at the first look, and at each one after it
 */
async function silenceAfter(...looks: readonly Received[]): Promise<readonly [string | undefined, number]> {
  const far = { attachedTo: 'the built-in router', farEnd: { remark: 'the router drops them' } } as FerrulePort;
  const paused: number[] = [];
  const ports = new FerrulePorts((method, path) => {
    if (method !== 'GET') return Promise.resolve({});
    if (!path.endsWith('/traffic')) return Promise.resolve({ ...far });
    const received = path.includes('dxcon-whole') ? {} : (looks[paused.length] ?? {});
    const flows = ['to-router', 'from-router'].map((way) => ({ way, sent: 400, received: received[way] ?? 400 }));
    return Promise.resolve({ traffic: { flows } });
  });
  const seen = new Map(['dxcon-whole', 'dxcon-cut'].map((id) => [id, far]));
  const counting = await Counting.begin(ports, seen, { framesPerSecond: 200, octets: 64, ping: undefined });
  const silence = await counting.silence((milliseconds) => Promise.resolve(paused.push(milliseconds)));
  return [silence, paused.length];
}

describe('frames that are sent to try links', () => {
  it('are said to be silent where none arrives, with the remark of the end that waits for them', async () => {
    const nothing = { 'to-router': 0 };
    assert.deepEqual(await silenceAfter(nothing, nothing), [
      'dxcon-cut carries nothing to its router, none of 400 frames: the router drops them',
      1,
    ]);
    const neither = { 'to-router': 0, 'from-router': 0 };
    const [silence] = await silenceAfter(neither, neither);
    assert.match(silence ?? '', /to its router, .*; dxcon-cut carries nothing from its router, none of 400 frames$/);
  });

  it('are waited for while they may be under way', async () => {
    assert.deepEqual(await silenceAfter({ 'from-router': 0 }, { 'from-router': 1 }), [undefined, 1]);
  });

  it('are not waited for where some arrive each way, lost as others may be', async () => {
    assert.deepEqual(await silenceAfter({ 'to-router': 1, 'from-router': 399 }), [undefined, 0]);
  });

  it('say nothing where none are sent', async () => {
    const ports = new FerrulePorts(() => Promise.reject(new Error('nobody is asked')));
    const counting = await Counting.begin(ports, new Map([['dxcon-f1', { attachedTo: {} }]]), undefined);
    assert.equal(await counting.silence(() => Promise.reject(new Error('nothing is waited for'))), undefined);
  });
});
