import { destination, pino } from 'pino';
import type { Logger } from 'pino';
import type { LogLevel } from './options.ts';

/** JSON lines on standard error, written at once: a log line that a crash swallows is the one that was needed. */
export const createLog = (level: LogLevel): Logger => pino({ level, base: null }, destination({ fd: 2, sync: true }));
