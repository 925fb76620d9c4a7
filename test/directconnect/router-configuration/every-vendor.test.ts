import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aristaEos } from '../../../src/directconnect/router-configuration/arista-eos.ts';
import { ciscoIosXe } from '../../../src/directconnect/router-configuration/cisco-ios-xe.ts';
import { ciscoIosXr } from '../../../src/directconnect/router-configuration/cisco-ios-xr.ts';
import { ciscoIos } from '../../../src/directconnect/router-configuration/cisco-ios.ts';
import { ciscoNxOs, ciscoNxOsMacSec } from '../../../src/directconnect/router-configuration/cisco-nx-os.ts';
import type { Renderer } from '../../../src/directconnect/router-configuration/input.ts';
import { junos, junosMacSec } from '../../../src/directconnect/router-configuration/juniper-junos.ts';
import { panOs } from '../../../src/directconnect/router-configuration/palo-alto-pan-os.ts';
import { ROUTER_TYPES } from '../../../src/directconnect/router-configuration/router-types.ts';
import { AUTH_KEY, CKN, MUST, NEWER_CKN, PLAIN, PUBLIC, SHOULD } from './inputs.ts';

const WITHOUT_MACSEC: Readonly<Record<string, Renderer>> = { ciscoIos, ciscoNxOs, junos, panOs };
const WITH_MACSEC: Readonly<Record<string, Renderer>> = {
  ciscoNxOsMacSec,
  junosMacSec,
  ciscoIosXe,
  ciscoIosXr,
  aristaEos,
};

for (const [name, render] of Object.entries({ ...WITHOUT_MACSEC, ...WITH_MACSEC })) {
  describe(`the configuration by ${name}`, () => {
    it('has the VLAN, both ends, both ASNs and the MD5 key', () => {
      const text = render(PLAIN);
      for (const word of ['101', '169.254.255.1', '169.254.255.2', '65000', '64512', AUTH_KEY])
        assert.ok(text.includes(word), `${word} is missing:\n${text}`);
      assert.ok(!/macsec|mka|CAK/i.test(text), text);
    });

    it('is lines without stray spaces, nothing undefined, and a newline at the end', () => {
      for (const input of [PLAIN, SHOULD, MUST, PUBLIC]) {
        const text = render(input);
        assert.match(text, /\n$/);
        assert.doesNotMatch(text, /[ \t]\n|\n\n|undefined|\[object|\[authKey\]/);
      }
    });

    it('lets no letter of a name through that a command line would take for its own', () => {
      assert.ok(render(MUST).includes('dxvif-ffabc123 transit _100G__'));
    });

    it('carries both families and the jumbo MTU of a virtual interface on a LAG', () => {
      const text = render(MUST);
      for (const word of ['2001:db8::1', '2001:db8::2/125', '8500', '4200000001'])
        assert.ok(text.includes(word) || (word === '8500' && text.includes('8518')), `${word} is missing:\n${text}`);
      assert.match(text, /Port-channel1|port-channel1|Port-Channel1|Bundle-Ether1|\bae[01]\b/);
    });

    it('advertises what a public virtual interface must, and otherwise nothing', () => {
      const text = render(PUBLIC);
      assert.ok(text.includes('198.51.100.0'));
      assert.ok(text.includes('2001:db8:100::/40'));
      assert.match(render(PLAIN), /Advertise your own prefixes here/);
    });
  });
}

for (const [name, render] of Object.entries(WITH_MACSEC)) {
  describe(`MACsec in the configuration by ${name}`, () => {
    it('has the CKNs, the priority of a client, and a placeholder for each CAK', () => {
      const text = render(MUST);
      for (const word of [CKN, NEWER_CKN, '<CAK-1>', '<CAK-2>']) assert.ok(text.includes(word), `${word} is missing`);
      assert.match(text, /(key-server[- ]priority|key-server priority) 32\n/);
    });

    it('takes the suite of the speed', () => {
      assert.match(render(MUST), /gcm-aes-xpn-256|aes256-gcm-xpn/i);
      const configured = render(SHOULD)
        .split('\n')
        .filter((line) => !/^[!#]/.test(line))
        .join('\n');
      assert.match(configured, /gcm-aes-256|aes256-gcm\n/i);
      assert.doesNotMatch(configured, /xpn/i);
    });

    it('tells one mode from the other', () => {
      assert.match(render(MUST), /must-secure|unprotected drop/);
      assert.match(render(SHOULD), /should-secure|unprotected allow/);
    });

    it('says what is missing where no key is associated yet', () => {
      const text = render({ ...SHOULD, macSec: { mode: 'should_encrypt', keys: [] } });
      assert.match(text, /No key is associated with dxcon-fg31dyv6 yet/);
      assert.ok(text.includes('<CKN-1>'));
    });
  });
}

for (const [name, render] of Object.entries(WITHOUT_MACSEC)) {
  describe(`the configuration by ${name}, whose routers have no MACsec`, () => {
    it('has no MACsec part even on an encrypted port', () => {
      assert.equal(render(SHOULD), render(PLAIN));
    });
  });
}

describe('the router types', () => {
  it('are AWS’s, each with one identifier, and a template for MACsec where it is rendered', () => {
    assert.equal(new Set(ROUTER_TYPES.map((type) => type.routerTypeIdentifier)).size, 9);
    for (const type of ROUTER_TYPES)
      assert.equal(type.render(SHOULD).includes(CKN), type.xsltTemplateNameForMacSec !== '', type.routerTypeIdentifier);
  });
});
