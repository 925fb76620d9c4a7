import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** UDP ports of the loopback interface that nobody had a moment ago. */
export async function freeUdpPorts(count: number): Promise<number[]> {
  // All are held until all are known, or the system could give one twice.
  const sockets = Array.from({ length: count }, () => createSocket('udp4'));
  const ports: number[] = [];
  for (const socket of sockets) {
    socket.bind({ address: '127.0.0.1', port: 0, exclusive: true });
    await once(socket, 'listening');
    ports.push(socket.address().port);
  }
  await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
  return ports;
}

/** The two ends of a wire made of UDP, as each of them is told. */
export interface UdpWire {
  /** `LOCALHOST:PORT,REMOTEHOST:PORT`, for `ferrule port attach`. */
  readonly ferrule: string;
  /** `udp:LOCALPORT:REMOTEPORT`, for the guest. */
  readonly guest: `udp:${number}:${number}`;
  readonly ports: { readonly ferrule: number; readonly guest: number };
}

export async function udpWire(): Promise<UdpWire> {
  const [ferrule = 0, guest = 0] = await freeUdpPorts(2);
  return {
    ferrule: `127.0.0.1:${ferrule},127.0.0.1:${guest}`,
    guest: `udp:${guest}:${ferrule}`,
    ports: { ferrule, guest },
  };
}
