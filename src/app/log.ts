import { createRequire } from 'node:module';
import type { Logger } from 'pino';
import type { LogLevel } from './options.ts';

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const satisfies readonly LogLevel[];

type Line = (fields: object, message?: string) => void;

export interface Log {
  readonly info: Line;
  readonly warn: Line;
  readonly error: Line;
  readonly isEnabled: (level: LogLevel) => boolean;
}

/** JSON lines on standard error, written at once: a log line that a crash swallows is the one that was needed. */
export function createLog(level: LogLevel): Log {
  // Loaded with the first line: at the default level most servers never write one, and all of them would start later.
  let logger: Logger | undefined;
  const isEnabled = (of: LogLevel): boolean => LEVELS.indexOf(of) >= LEVELS.indexOf(level);
  const line =
    (of: 'info' | 'warn' | 'error'): Line =>
    (fields, message) => {
      if (isEnabled(of)) (logger ??= openLogger(level))[of](fields, message);
    };
  return { info: line('info'), warn: line('warn'), error: line('error'), isEnabled };
}

function openLogger(level: LogLevel): Logger {
  const { destination, pino } = createRequire(import.meta.url)('pino') as typeof import('pino');
  return pino({ level, base: null }, destination({ fd: 2, sync: true }));
}
