import { iosBgp, iosSubInterface } from './cisco-ios-routing.ts';
import type { Renderer } from './input.ts';
import { preamble, text } from './text.ts';

/** Cisco IOS 12.4 and later, whose routers have no MACsec. */
export const ciscoIos: Renderer = (input) => {
  const port = 'GigabitEthernet0/0';
  const parent = input.carrier.isLag ? 'Port-channel1' : port;
  return text([
    ...preamble({ ...input, macSec: undefined }, 'Cisco IOS', port, '!'),
    '!',
    `interface ${port}`,
    ` description ${input.carrier.id}`,
    ' no ip address',
    ...(input.virtualInterface.mtu > 1500 ? [` mtu ${input.virtualInterface.mtu}`] : []),
    ...(input.carrier.isLag ? [' channel-group 1 mode active'] : []),
    ' no shutdown',
    '!',
    ...(input.carrier.isLag ? [`interface ${parent}`, ' no ip address', ' no shutdown', '!'] : []),
    ...iosSubInterface(input, parent),
    ...iosBgp(input),
    'end',
  ]);
};
