import type { Call } from '../call.ts';
import type { Connection } from '../model/connection.ts';
import { ordered } from '../model/port.ts';
import type { PortOrder } from './order.ts';

/** The port that a checked order makes, just `requested`. A MACsec capable one begins with `should_encrypt`. */
export function newPort(call: Call, kind: 'dedicated' | 'interconnect', order: PortOrder): Connection {
  return {
    id: call.ids.connection(),
    kind,
    account: call.caller.account,
    region: call.caller.region,
    name: order.name,
    location: order.location,
    bandwidth: order.bandwidth,
    device: call.ids.device(order.location, order.bandwidth),
    providerName: order.providerName,
    macSecCapable: order.requestMacSec,
    encryptionMode: order.requestMacSec ? 'should_encrypt' : 'no_encrypt',
    loaIssuedAt: undefined,
    lagId: undefined,
    hosted: undefined,
    createdAt: call.now,
    ...ordered(call.now, call.due),
  };
}
