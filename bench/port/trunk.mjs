// The wires of many ports between two processes, over one TCP connection on the loopback: before each frame its length
// and the number of its port. What is sent within two milliseconds goes out together, as network cards gather what they
// interrupt for. It costs each end two or three microseconds a frame, which is in all figures.
import { connect, createServer } from 'node:net';
import { once } from 'node:events';

const HEADER = 8;
const OUTGOING = 1024 * 1024;
const INCOMING = 256 * 1024;
/** Milliseconds. */
const GATHERING = 2;
/** Nobody counts what passes on a single wire. */
const COUNTERS = { sent: 0, received: 0, sendDrops: 0, receiveDrops: 0, malformed: 0 };

/** Waits for the other end. Tells its port first. */
export async function acceptTrunk(listening) {
  const server = createServer({ noDelay: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  listening(server.address().port);
  const [socket] = await once(server, 'connection');
  server.close();
  const trunk = new Trunk(socket);
  socket.on('data', (octets) => trunk.take(octets));
  return trunk;
}

export async function connectTrunk(port) {
  let trunk;
  const onread = {
    buffer: Buffer.alloc(INCOMING),
    callback: (length, buffer) => {
      trunk.take(buffer.subarray(0, length));
      return true;
    },
  };
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
  trunk = new Trunk(socket);
  await once(socket, 'connect');
  return trunk;
}

class Trunk {
  /** While it is cut, whatever is sent at this end or comes to it is lost. */
  isCut = false;
  sent = 0;
  received = 0;
  #socket;
  #receivers = [];
  #outgoing = Buffer.allocUnsafe(OUTGOING);
  #length = 0;
  #rest = Buffer.alloc(0);
  #scheduled = false;

  constructor(socket) {
    this.#socket = socket;
    socket.on('error', () => {});
  }

  /** The end of wire `number`, a Link. */
  link(number) {
    return new TrunkLink(this, number);
  }

  receive(number, receiver) {
    this.#receivers[number] = receiver;
  }

  close() {
    this.#socket.destroy();
  }

  send(number, frame) {
    if (this.isCut) return;
    this.sent += 1;
    if (this.#length + HEADER + frame.length > OUTGOING) this.#flush();
    this.#outgoing.writeUInt32LE(frame.length, this.#length);
    this.#outgoing.writeUInt32LE(number, this.#length + 4);
    this.#outgoing.set(frame, this.#length + HEADER);
    this.#length += HEADER + frame.length;
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      this.#flush();
    }, GATHERING);
  }

  #flush() {
    if (this.#length > 0) this.#socket.write(Buffer.from(this.#outgoing.subarray(0, this.#length)));
    this.#length = 0;
  }

  take(chunk) {
    const octets = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    let at = 0;
    while (at + HEADER <= octets.length) {
      const end = at + HEADER + octets.readUInt32LE(at);
      if (end > octets.length) break;
      if (!this.isCut) {
        this.received += 1;
        // Not as a Buffer: a frame's slice() is a copy.
        const frame = new Uint8Array(octets.buffer, octets.byteOffset + at + HEADER, end - at - HEADER);
        this.#receivers[octets.readUInt32LE(at + 4)]?.(frame);
      }
      at = end;
    }
    this.#rest = Buffer.from(octets.subarray(at));
  }
}

class TrunkLink {
  maxFrameLength = 1600;
  up = true;
  counters = COUNTERS;
  #trunk;
  #number;

  constructor(trunk, number) {
    this.#trunk = trunk;
    this.#number = number;
  }

  get name() {
    return `wire ${this.#number}`;
  }

  send(frame) {
    this.#trunk.send(this.#number, frame);
  }

  receive(receiver) {
    this.#trunk.receive(this.#number, receiver);
  }

  watch() {}

  async close() {}
}
