import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { assertOwnSocket, listenOn } from '../../src/portd/socket-file.ts';
import { startPortd, temporaryDirectory } from '../harness/child.ts';

describe('the socket of a port daemon', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let path: string;
  const servers: Server[] = [];
  const server = (): Server => {
    const made = createServer((socket) => socket.destroy());
    servers.push(made);
    return made;
  };
  beforeEach(() => {
    directory = temporaryDirectory();
    path = join(directory.path, 'portd.sock');
  });
  afterEach(() => {
    for (const made of servers.splice(0)) made.close();
    directory.remove();
  });

  it('has mode 0600 whatever the umask is, from the moment it is there, and the umask is as before', async () => {
    const umask = process.umask(0);
    try {
      const listening = listenOn(server(), path);
      const modes: number[] = [];
      // Bound at once, once it is known that nothing is in its place.
      await Promise.resolve();
      modes.push(statSync(path).mode & 0o777);
      await listening;
      modes.push(statSync(path).mode & 0o777);
      assert.deepEqual(modes, [0o600, 0o600]);
      assert.equal(process.umask(0), 0);
    } finally {
      process.umask(umask);
    }
    assertOwnSocket(path);
  });

  it('is not taken from a daemon that listens', async () => {
    await listenOn(server(), path);
    const found = statSync(path).ino;
    await assert.rejects(listenOn(server(), path), /is in use: another port daemon listens there/);
    assert.equal(statSync(path).ino, found);
    assert.deepEqual(readdirSync(directory.path), ['portd.sock']);
  });

  it('replaces one that a killed daemon has left', async () => {
    const killed = await startPortd(['--data-dir', directory.path, '--unprivileged']);
    await killed.kill();
    assert.ok(statSync(path).isSocket());
    await listenOn(server(), path);
    assertOwnSocket(path);
    assert.deepEqual(readdirSync(directory.path), ['portd.sock']);
  });

  it('goes to one of two daemons that start at once where a killed one was', async () => {
    const killed = await startPortd(['--data-dir', directory.path, '--unprivileged']);
    await killed.kill();
    const outcomes = await Promise.allSettled([listenOn(server(), path), listenOn(server(), path)]);
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    assertOwnSocket(path);
  });

  it('is not made where others could put another in its place, nor over what is no socket', async () => {
    chmodSync(directory.path, 0o777);
    await assert.rejects(listenOn(server(), path), /has mode 0777: others could put a socket of theirs in its place/);
    chmodSync(directory.path, 0o700);
    writeFileSync(path, 'kept');
    await assert.rejects(listenOn(server(), path), /is there and is no socket/);
    await assert.rejects(
      listenOn(server(), join(directory.path, 'nowhere', 's')),
      /the directory of .* does not exist/,
    );
    const long = join(directory.path, 'x'.repeat(60), 'y'.repeat(60));
    await assert.rejects(listenOn(server(), long), /octets, and a socket's path at most 103/);
  });

  it('is told no key if others could open it, or could have made it', async () => {
    await listenOn(server(), path);
    chmodSync(path, 0o660);
    assert.throws(() => assertOwnSocket(path), /has mode 0660: others could open it/);
    chmodSync(path, 0o600);
    chmodSync(directory.path, 0o770);
    assert.throws(() => assertOwnSocket(path), /has mode 0770/);
    chmodSync(directory.path, 0o700);
    assertOwnSocket(path);
    const other = join(directory.path, 'elsewhere');
    mkdirSync(other);
    renameSync(path, join(other, 'portd.sock'));
    assert.throws(
      () => assertOwnSocket(path),
      (fault: NodeJS.ErrnoException) => fault.code === 'ENOENT',
    );
    writeFileSync(path, '');
    assert.throws(() => assertOwnSocket(path), /is no socket/);
  });
});
