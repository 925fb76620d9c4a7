// Sends the same frames again and again, hundreds to a system call, at a rate or as fast as the kernel takes them.
import { findInterface } from '../../dist/port/link/linux/interfaces.js';
import { loadLibC } from '../../dist/port/link/linux/libc.js';
import { Netlink } from '../../dist/port/link/linux/netlink.js';
import { PacketSocket } from '../../dist/port/link/linux/packet-socket.js';
import { SendBatch } from '../../dist/port/link/linux/send-batch.js';

const BATCH = 64;

/** @param rate frames a second; 0 is as many as there can be */
export async function flood({ from, frame, rate, seconds }) {
  const libc = await loadLibC('the flood');
  const netlink = new Netlink(libc);
  const { index } = findInterface(netlink, from);
  netlink.close();
  const socket = new PacketSocket(libc, from, {
    interfaceIndex: index,
    // It takes nothing in: that is the tester's.
    filter: [[0x06, 0, 0, 0]],
    membership: 'promiscuous',
    buffer: 1024 * 1024,
    priority: 0,
  });
  const octets = new Uint8Array(Buffer.from(frame, 'hex'));
  const batch = new SendBatch(libc, { size: BATCH, frameLength: 2048 });
  let count = 0;
  const began = performance.now();
  const elapsed = () => performance.now() - began;
  while (elapsed() < 1000 * seconds) {
    const due = rate === 0 ? count + 16 * BATCH : Math.min((elapsed() * rate) / 1000, count + rate / 100);
    while (count < due) {
      for (let at = 0; at < BATCH; at += 1) batch.add(octets);
      while (batch.waiting > 0) {
        const sent = batch.send(socket.fd);
        if (sent > 0) count += sent;
        else batch.drop(1);
      }
    }
    if (rate > 0) await new Promise((resolve) => setTimeout(resolve, 1));
    else await new Promise((resolve) => setImmediate(resolve));
  }
  socket.close();
  return { count, seconds: elapsed() / 1000 };
}
