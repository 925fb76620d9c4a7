import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aristaEos } from '../../../src/directconnect/router-configuration/arista-eos.ts';
import { ciscoIosXe } from '../../../src/directconnect/router-configuration/cisco-ios-xe.ts';
import { ciscoIosXr } from '../../../src/directconnect/router-configuration/cisco-ios-xr.ts';
import { ciscoIos } from '../../../src/directconnect/router-configuration/cisco-ios.ts';
import { ciscoNxOsMacSec } from '../../../src/directconnect/router-configuration/cisco-nx-os.ts';
import { junosMacSec } from '../../../src/directconnect/router-configuration/juniper-junos.ts';
import { panOs } from '../../../src/directconnect/router-configuration/palo-alto-pan-os.ts';
import { AUTH_KEY, CKN, MUST, NEWER_CKN, PLAIN, PUBLIC, SHOULD } from './inputs.ts';

/** Asserts that these lines stand in the text one after another. */
function has(text: string, block: string): void {
  const lines = block.replace(/^\n/, '').replace(/\n *$/, '\n');
  assert.ok(text.includes(lines), `\n${lines}\nis not in\n\n${text}`);
}

describe('router configurations, to the letter', () => {
  it('Cisco IOS', () => {
    const text = ciscoIos(PUBLIC);
    has(
      text,
      `
interface GigabitEthernet0/0.101
 description dxvif-ffabc123 to Ashburn
 encapsulation dot1Q 101
 ip address 203.0.113.2 255.255.255.252
 ipv6 enable
 ipv6 address 2001:db8::2/125
 ip mtu 1500
!
router bgp 65000
 bgp log-neighbor-changes
 neighbor 203.0.113.1 remote-as 7224
 neighbor 203.0.113.1 description dxvif-ffabc123
 neighbor 203.0.113.1 password ${AUTH_KEY}
 neighbor 203.0.113.1 timers 30 90
`,
    );
    has(
      text,
      `
 address-family ipv4 unicast
  neighbor 203.0.113.1 activate
  neighbor 203.0.113.1 soft-reconfiguration inbound
  network 198.51.100.0 mask 255.255.255.0
 exit-address-family
`,
    );
    has(text, 'ip route 198.51.100.0 255.255.255.0 Null0\nipv6 route 2001:db8:100::/40 Null0\nend\n');
  });

  it('Cisco IOS XE', () => {
    has(
      ciscoIosXe(MUST),
      `
key chain DIRECT-CONNECT macsec
 key ${CKN}
  cryptographic-algorithm aes-256-cmac
  key-string <CAK-1>
 key ${NEWER_CKN}
  cryptographic-algorithm aes-256-cmac
  key-string <CAK-2>
!
mka policy DIRECT-CONNECT
 key-server priority 32
 macsec-cipher-suite gcm-aes-xpn-256
 confidentiality-offset 0
 ssci-based-on-sci
!
interface HundredGigE0/0/0
 description dxlag-ffjhj9lx
 no ip address
 mtu 8500
 mka policy DIRECT-CONNECT
 mka pre-shared-key key-chain DIRECT-CONNECT
 macsec
 macsec access-control must-secure
 channel-group 1 mode active
 no shutdown
`,
    );
  });

  it('Cisco IOS XR', () => {
    const text = ciscoIosXr(SHOULD);
    has(
      text,
      `
key chain DIRECT-CONNECT
 macsec
  key ${CKN}
   key-string <CAK-1> cryptographic-algorithm aes-256-cmac
   lifetime 00:00:00 january 01 2020 infinite
  !
 !
!
macsec-policy DIRECT-CONNECT
 cipher-suite GCM-AES-256
 conf-offset CONF-OFFSET-0
 key-server-priority 32
 security-policy should-secure
!
interface TenGigE0/0/0/0
 description dxcon-fg31dyv6
 macsec psk-keychain DIRECT-CONNECT policy DIRECT-CONNECT
 no shutdown
!
interface TenGigE0/0/0/0.101
 description dxvif-ffabc123 to Ashburn
 encapsulation dot1q 101
 ipv4 address 169.254.255.2/30
!
`,
    );
  });

  it('Cisco NX-OS', () => {
    const text = ciscoNxOsMacSec(SHOULD);
    has(
      text,
      `
feature bgp
feature macsec
key chain DIRECT-CONNECT macsec
  key ${CKN}
    key-octet-string <CAK-1> cryptographic-algorithm AES_256_CMAC
macsec policy DIRECT-CONNECT
  cipher-suite GCM-AES-256
  key-server-priority 32
  security-policy should-secure
  conf-offset CONF-OFFSET-0
  no include-icv-indicator
  include-sci
interface Ethernet1/1
  description dxcon-fg31dyv6
  no switchport
  macsec keychain DIRECT-CONNECT policy DIRECT-CONNECT
  no shutdown
interface Ethernet1/1.101
  description dxvif-ffabc123 to Ashburn
  encapsulation dot1q 101
  ip address 169.254.255.2/30
  no shutdown
router bgp 65000
  address-family ipv4 unicast
    ! Advertise your own prefixes here; nothing is advertised as it stands.
  neighbor 169.254.255.1
    remote-as 64512
    description dxvif-ffabc123
    password 0 ${AUTH_KEY}
    timers 30 90
    address-family ipv4 unicast
      soft-reconfiguration inbound
`,
    );
  });

  it('Junos', () => {
    const text = junosMacSec(MUST);
    has(
      text,
      `
set security authentication-key-chains key-chain DIRECT-CONNECT key 1 key-name ${NEWER_CKN}
set security authentication-key-chains key-chain DIRECT-CONNECT key 1 secret "<CAK-2>"
set security authentication-key-chains key-chain DIRECT-CONNECT key 1 start-time "2026-12-01.00:00:00 +0000"
set security macsec connectivity-association DIRECT-CONNECT security-mode static-cak
set security macsec connectivity-association DIRECT-CONNECT cipher-suite gcm-aes-xpn-256
set security macsec connectivity-association DIRECT-CONNECT offset 0
set security macsec connectivity-association DIRECT-CONNECT include-sci
set security macsec connectivity-association DIRECT-CONNECT mka key-server-priority 32
set security macsec connectivity-association DIRECT-CONNECT mka must-secure
set security macsec connectivity-association DIRECT-CONNECT pre-shared-key-chain DIRECT-CONNECT
set security macsec interfaces et-0/0/0 connectivity-association DIRECT-CONNECT
`,
    );
    has(text, 'set interfaces ae0 mtu 8518\n');
    has(text, 'set interfaces ae0 unit 7 family inet6 address 2001:db8::2/125\n');
    has(
      junosMacSec(PUBLIC),
      `
set routing-options static route 198.51.100.0/24 discard
set policy-options policy-statement dxvif-ffabc123-export term advertise from route-filter 198.51.100.0/24 exact
`,
    );
  });

  it('PAN-OS', () => {
    const router = 'set network virtual-router default protocol bgp';
    has(
      panOs(PLAIN),
      `
set network interface ethernet ethernet1/1 layer3 units ethernet1/1.101 tag 101
set network interface ethernet ethernet1/1 layer3 units ethernet1/1.101 comment "dxvif-ffabc123 to Ashburn"
set network interface ethernet ethernet1/1 layer3 units ethernet1/1.101 mtu 1500
set network interface ethernet ethernet1/1 layer3 units ethernet1/1.101 ip 169.254.255.2/30
set network virtual-router default interface ethernet1/1.101
# Put ethernet1/1.101 into a security zone, and allow what is to pass.
${router} enable yes
${router} router-id 169.254.255.2
${router} local-as 65000
${router} install-route yes
${router} peer-group dxvif-ffabc123 type ebgp
${router} auth-profile dxvif-ffabc123-1 secret ${AUTH_KEY}
${router} peer-group dxvif-ffabc123 peer dxvif-ffabc123-1 enable yes
${router} peer-group dxvif-ffabc123 peer dxvif-ffabc123-1 peer-as 64512
${router} peer-group dxvif-ffabc123 peer dxvif-ffabc123-1 local-address interface ethernet1/1.101
${router} peer-group dxvif-ffabc123 peer dxvif-ffabc123-1 local-address ip 169.254.255.2/30
${router} peer-group dxvif-ffabc123 peer dxvif-ffabc123-1 peer-address ip 169.254.255.1
`,
    );
  });

  it('Arista EOS', () => {
    has(
      aristaEos(MUST),
      `
mac security
   profile DIRECT-CONNECT
      cipher aes256-gcm-xpn
      key ${NEWER_CKN} 0 <CAK-2>
      key ${CKN} 0 <CAK-1> fallback
      mka key-server priority 32
      sci
      traffic unprotected drop
!
`,
    );
  });
});
