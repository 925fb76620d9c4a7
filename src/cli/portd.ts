import { createLog } from '../app/log.ts';
import type { LogLevel } from '../app/options.ts';
import { version } from '../app/version.ts';
import { whyNoRawSockets } from '../portd/capabilities.ts';
import { closeLeftPorts, startPortDaemon } from '../portd/daemon.ts';
import { isOn } from './switches.ts';
import { toldToStop } from './told-to-stop.ts';

export interface PortdFlags {
  readonly dataDir: string;
  readonly unprivileged?: boolean;
  readonly close?: boolean;
  readonly logLevel: LogLevel;
}

/** `ferrule portd`: runs ports until it is told to stop, or closes those of a killed daemon. @throws Error if it may not open raw sockets */
export async function runPortd({ dataDir, unprivileged, close, logLevel }: PortdFlags): Promise<void> {
  const why = whyNoRawSockets();
  if (why !== undefined && !isOn(unprivileged, '--unprivileged', process.env))
    throw new Error(`${why} For ports over UDP alone: --unprivileged`);
  const log = createLog(logLevel);
  if (close === true) return closeLeftPorts({ dataDirectory: dataDir, log });
  const running = await startPortDaemon({ dataDirectory: dataDir, version, log, now: Date.now });
  // Before anybody knows that it is there.
  const told = toldToStop();
  process.stdout.write(`${banner(running.socket, why)}\nReady.\n`);
  await told;
  await running.stop();
}

const banner = (socket: string, why: string | undefined): string =>
  [
    `Ferrule ${version}: port daemon at ${socket}`,
    `ports      ${why === undefined ? 'on interfaces, TAPs and UDP' : `over UDP only. ${why}`}`,
    `next       ferrule start --portd ${socket}`,
  ].join('\n');
