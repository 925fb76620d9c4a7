import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { aristaEos } from '../../../src/directconnect/router-configuration/arista-eos.ts';
import { ciscoIosXe } from '../../../src/directconnect/router-configuration/cisco-ios-xe.ts';
import { ciscoIosXr } from '../../../src/directconnect/router-configuration/cisco-ios-xr.ts';
import { ciscoNxOsMacSec } from '../../../src/directconnect/router-configuration/cisco-nx-os.ts';
import type { Renderer } from '../../../src/directconnect/router-configuration/input.ts';
import { junosMacSec } from '../../../src/directconnect/router-configuration/juniper-junos.ts';
import { PLAIN } from './inputs.ts';

const RENDERERS: Readonly<Record<string, Renderer>> = {
  'arista-eos': aristaEos,
  'cisco-ios-xe': ciscoIosXe,
  'cisco-ios-xr': ciscoIosXr,
  'cisco-nx-os': ciscoNxOsMacSec,
  'juniper-junos': junosMacSec,
};

describe('docs/lab.md shows, for each vendor, lines of the configuration that is answered for it', () => {
  const page = readFileSync('docs/lab.md', 'utf8');
  for (const [syntax, render] of Object.entries(RENDERERS)) {
    it(syntax, () => {
      const shown = page.split(`\`\`\`${syntax}\n`)[1]?.split('\n```')[0]?.split('\n') ?? [];
      assert.ok(shown.length > 8);
      const lines = render({ ...PLAIN, macSec: { mode: 'must_encrypt', keys: [] } }).split('\n');
      for (const line of shown) {
        const at = lines.indexOf(line);
        assert.notEqual(at, -1, `not there, or not in this order: ${line}`);
        lines.splice(0, at + 1);
      }
    });
  }
});
