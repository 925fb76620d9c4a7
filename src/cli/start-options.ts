import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { DEFAULTS, DEFAULT_PORT } from '../app/options.ts';
import type { FerruleOptions, LogLevel } from '../app/options.ts';
import { messageOf } from '../app/message-of.ts';
import { readLocations } from '../directconnect/locations/location-book.ts';
import { LIFECYCLES } from '../directconnect/lifecycle.ts';
import type { Durations, Lifecycle } from '../directconnect/lifecycle.ts';
import { TRANSITIONS } from '../directconnect/model/transition.ts';
import type { TransitionName } from '../directconnect/model/transition.ts';
import { isPartnerName } from '../directconnect/ordering/partner.ts';
import { regionArgument, urlArgument } from './arguments.ts';
import { isOn, variableOf } from './switches.ts';

/** What commander hands over for `ferrule start`. */
interface StartFlags {
  readonly host: string;
  readonly port: number;
  readonly dataDir?: string;
  readonly memory?: boolean;
  readonly lifecycle: Lifecycle;
  readonly durations: Durations;
  readonly auth: 'off' | 'verify';
  readonly credentials?: string;
  readonly region: string;
  readonly partnerAccounts: readonly string[] | '*';
  readonly quotas: 'none' | 'aws';
  readonly strictSecrets?: boolean;
  readonly locations?: string;
  readonly ec2Endpoint?: string;
  readonly portd?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly insecure?: boolean;
  readonly logLevel: LogLevel;
}

export const DEFAULT_DATA_DIRECTORY = '.ferrule';

/** Adds the options of `ferrule start`; each can also be given as a FERRULE_… variable. */
export function addStartOptions(command: Command): Command {
  const add = (
    flags: string,
    description: string,
    configure: (option: Option) => Option = (option) => option,
  ): void => {
    const option = configure(new Option(flags, description));
    command.addOption(option.env(variableOf(option.name())));
  };
  // Commander takes a switch for on as soon as its variable is there, whatever it says: ferruleOptions reads it instead.
  const addSwitch = (flag: string, description: string): void => {
    command.option(flag, `${description} (env: ${variableOf(flag)})`);
  };
  add('--host <address>', 'address to listen on', (option) => option.default(DEFAULTS.host));
  add('--port <number>', 'port to listen on; 0 for any free one, which is printed', (option) =>
    option.default(DEFAULT_PORT).argParser(port),
  );
  // Not commander's default: that would look as if it had been asked for.
  add('--data-dir <directory>', `where everything is kept (default: "${DEFAULT_DATA_DIRECTORY}")`);
  addSwitch('--memory', 'keep nothing: everything is gone with the process');
  add('--lifecycle <kind>', 'how transitions end: at once, after their durations, or when approved', (option) =>
    option.choices(LIFECYCLES).default(DEFAULTS.lifecycle),
  );
  add(
    '--durations <list>',
    `seconds by transition under --lifecycle timed, such as requested=2,associating=5\n${durationHelp()}`,
    (option) => option.default({}, 'as listed').argParser(durations),
  );
  add('--auth <kind>', 'off: any credentials; verify: signatures are checked against --credentials', (option) =>
    option.choices(['off', 'verify']).default(DEFAULTS.auth),
  );
  add(
    '--credentials <file>',
    'AWS-style credentials file: who may call, and which account each key is (aws_account_id)',
  );
  add('--region <region>', 'Region of requests that are not signed', (option) =>
    option.default(DEFAULTS.region).argParser(regionArgument),
  );
  add(
    '--partner-accounts <list>',
    'Direct Connect partners: * for every account, or account ids with commas (ID:v1 hosts below 1 Gbps only)',
    (option) => option.default('*').argParser(partnerAccounts),
  );
  add('--quotas <kind>', "count quotas: none, or AWS's defaults", (option) =>
    option.choices(['none', 'aws']).default(DEFAULTS.quotas),
  );
  addSwitch('--strict-secrets', 'take only secrets that Direct Connect made itself as secretARN, as AWS documents');
  add('--locations <file>', 'a JSON file of locations instead of those that come with Ferrule');
  add(
    '--ec2-endpoint <url>',
    'an EC2 to ask for virtual private gateways and transit gateways; without it any that is named exists',
    (option) => option.argParser(urlArgument),
  );
  add(
    '--portd <socket>',
    'have attached ports run in the port daemon that listens there (ferrule portd), not in this process',
  );
  add('--tls-cert <file>', 'serve HTTPS with this certificate chain (PEM)');
  add('--tls-key <file>', 'and this key (PEM)');
  addSwitch('--insecure', 'serve other machines although --auth is off');
  add('--log-level <level>', 'log lines are JSON on standard error', (option) =>
    option.choices(['silent', 'error', 'warn', 'info', 'debug']).default(DEFAULTS.logLevel),
  );
  return command.addHelpText(
    'after',
    `
FERRULE_MASTER_KEY: 64 hexadecimal digits that seal the secrets, instead of the key file in the data directory.
Variables of options that take no value say 1 or true, or 0 or false.`,
  );
}

/** The options as the server takes them. @throws Error that says which option is wrong, and what would be right */
export function ferruleOptions(flags: StartFlags, environment: NodeJS.ProcessEnv): FerruleOptions {
  if ((flags.tlsCert === undefined) !== (flags.tlsKey === undefined))
    throw new Error('--tls-cert and --tls-key go together');
  if (flags.auth === 'verify' && flags.credentials === undefined)
    throw new Error('--auth verify needs --credentials FILE');
  if (flags.lifecycle === 'instant' && Object.keys(flags.durations).length > 0)
    throw new Error(
      '--durations say how long transitions take, and under --lifecycle instant they take no time: add --lifecycle timed, or leave them out',
    );
  // An empty variable is none.
  const directory = flags.dataDir || undefined;
  const keepsNothing = isOn(flags.memory, '--memory', environment);
  if (keepsNothing && directory !== undefined)
    throw new Error(
      `--memory keeps nothing, and --data-dir ${directory} is where everything is kept: leave out one (or its variable, FERRULE_MEMORY or FERRULE_DATA_DIR)`,
    );
  return {
    host: flags.host,
    port: flags.port,
    dataDirectory: keepsNothing ? undefined : (directory ?? DEFAULT_DATA_DIRECTORY),
    masterKey: environment['FERRULE_MASTER_KEY'],
    lifecycle: flags.lifecycle,
    durations: flags.durations,
    auth: flags.auth,
    credentialsFile: flags.credentials,
    region: flags.region,
    partnerAccounts: flags.partnerAccounts === '*' ? undefined : flags.partnerAccounts,
    quotas: flags.quotas,
    strictSecrets: isOn(flags.strictSecrets, '--strict-secrets', environment),
    locations: flags.locations === undefined ? undefined : locationsIn(flags.locations),
    ec2Endpoint: flags.ec2Endpoint,
    portd: flags.portd,
    tls: flags.tlsCert === undefined || flags.tlsKey === undefined ? undefined : tlsOf(flags.tlsCert, flags.tlsKey),
    insecure: isOn(flags.insecure, '--insecure', environment),
    logLevel: flags.logLevel,
    now: DEFAULTS.now,
  };
}

function tlsOf(certFile: string, keyFile: string): NonNullable<FerruleOptions['tls']> {
  const tls = { cert: fileOf('--tls-cert', certFile), key: fileOf('--tls-key', keyFile) };
  try {
    createSecureContext(tls);
  } catch (fault) {
    throw new Error(
      `--tls-cert ${certFile} and --tls-key ${keyFile} must be a certificate and its private key, in PEM without a password: ${messageOf(fault)}`,
      { cause: fault },
    );
  }
  return tls;
}

function locationsIn(path: string): FerruleOptions['locations'] {
  const text = fileOf('--locations', path).toString('utf8');
  try {
    return readLocations(JSON.parse(text));
  } catch (fault) {
    throw new Error(`--locations ${path}: ${messageOf(fault)}`, { cause: fault });
  }
}

function fileOf(option: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (fault) {
    throw new Error(`${option} ${path} cannot be read: ${messageOf(fault)}`, { cause: fault });
  }
}

const durationHelp = (): string =>
  Object.entries(TRANSITIONS)
    .map(([name, { seconds, means }]) => `  ${name}=${seconds}  ${means}`)
    .join('\n');

function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535) throw new InvalidArgumentError('It must be from 0 to 65535.');
  return number;
}

function durations(text: string): Durations {
  const parsed: Partial<Record<TransitionName, number>> = {};
  for (const part of text.split(',').filter((word) => word !== '')) {
    const [name = '', seconds = ''] = part.split('=').map((word) => word.trim());
    if (!isTransition(name))
      throw new InvalidArgumentError(`${name} is no transition; they are ${Object.keys(TRANSITIONS).join(', ')}.`);
    if (!/^\d+(\.\d+)?$/.test(seconds))
      throw new InvalidArgumentError(`${name}=${seconds} must be a number of seconds.`);
    parsed[name] = Number(seconds);
  }
  return parsed;
}

const isTransition = (name: string): name is TransitionName => Object.hasOwn(TRANSITIONS, name);

// Not undefined for all of them: commander takes that for an option without a value.
function partnerAccounts(text: string): readonly string[] | '*' {
  if (text.trim() === '*') return '*';
  const accounts = text.split(',').map((word) => word.trim());
  const wrong = accounts.find((account) => !isPartnerName(account));
  if (wrong !== undefined)
    throw new InvalidArgumentError(
      `${wrong} is no account id: it has 12 digits, and :v1 or :v2 after them if need be.`,
    );
  return accounts;
}
