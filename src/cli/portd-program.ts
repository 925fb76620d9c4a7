import { Command } from 'commander';
import { version } from '../app/version.ts';
import { addPortdCommand } from './portd-command.ts';

/** `ferrule portd …` and nothing else: for a process of its own, which loads nothing else. */
export const program = new Command('ferrule').version(version).showHelpAfterError('(ferrule portd --help)');

addPortdCommand(program);
