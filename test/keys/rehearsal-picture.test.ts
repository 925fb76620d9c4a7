import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rehearsalPicture } from '../../src/keys/rehearsal-picture.ts';
import type { RehearsalResult } from '../../src/keys/rehearsal.ts';
import type { Cut } from '../../src/port/traffic/flow.ts';

const result = (given: Partial<RehearsalResult>, cuts: readonly Cut[] = []): RehearsalResult => ({
  scenario: 'as planned',
  outcome: 'rotated',
  why: '',
  took: 10_000,
  steps: [
    { at: 2000, text: '', what: 'associate' },
    { at: 6000, text: '', what: 'disassociate' },
  ],
  links: [
    {
      id: 'dxcon-f1',
      port: undefined,
      router: undefined,
      traffic: {
        framesPerSecond: 100,
        octets: 64,
        lasted: 10_000,
        flows: [
          { way: 'to-router', sent: 1000, sentClear: 0, received: 1000, lost: 0, overtaken: 0, longestGap: 10, cuts },
        ],
      },
    },
  ],
  frames: { sent: 1000, lost: 0, clear: 0, longestGap: 10 },
  isAsExpected: true,
  ...given,
});

/** Left edge and width of the bars of a colour. */
const bars = (svg: string, colour: string): readonly (readonly number[])[] =>
  [...svg.matchAll(/<rect x="(\d+)" y="\d+" width="(\d+)" height="\d+" fill="(#\w+)"/g)]
    .filter(([, , , fill]) => fill === colour)
    .map(([, x, width]) => [Number(x), Number(width)]);

const [OLD, NEW, CUT] = ['#d0d7de', '#4ac26b', '#cf222e'];

describe('the picture of a rehearsal', () => {
  it('shows from when until when there is each key', () => {
    const svg = rehearsalPicture('a twin', [result({})]);
    const [[left = 0, old = 0] = []] = bars(svg, OLD);
    const [[start = 0, fresh = 0] = []] = bars(svg, NEW);
    const whole = start - left + fresh;
    assert.ok(Math.abs(old - 0.6 * whole) <= 1, `${old} of ${whole}`);
    assert.ok(Math.abs(start - left - 0.2 * whole) <= 1, `${start - left} of ${whole}`);
    assert.deepEqual(bars(svg, CUT), []);
  });

  it('shows where frames are missing, to the end if none came after', () => {
    const [[, over = 0] = [], [x = 0, open = 0] = []] = bars(
      rehearsalPicture('a twin', [
        result({}, [
          { at: 3000, frames: 100, lasted: 1000 },
          { at: 9000, frames: 100, lasted: undefined },
        ]),
      ]),
      CUT,
    );
    assert.ok(Math.abs(over - open) <= 1, 'a second each');
    assert.ok(x > 0);
  });

  it('holds whatever its words are', () => {
    const svg = rehearsalPicture('<a> & b', [result({ scenario: 'x < y' })]);
    assert.ok(svg.includes('&lt;a&gt; &amp; b') && svg.includes('x &lt; y'));
    assert.doesNotMatch(svg, /<a>/);
  });
});
