/** The variable in which an option can be given as well: FERRULE_DATA_DIR for `--data-dir`. */
export const variableOf = (option: string): string =>
  `FERRULE_${option.replace(/^--/, '').toUpperCase().replaceAll('-', '_')}`;

/**
 * Whether a switch is on: by its flag, or else by its variable.
 *
 * @throws Error if the variable says neither yes nor no
 */
export function isOn(given: boolean | undefined, option: string, environment: NodeJS.ProcessEnv): boolean {
  const variable = variableOf(option);
  const text = environment[variable] ?? '';
  if (given || /^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(|0|false|no|off)$/i.test(text)) return false;
  throw new Error(`${variable} is ${JSON.stringify(text)}: it must be 1 or true, or 0 or false`);
}
