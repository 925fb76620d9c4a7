import type { Durations, Lifecycle } from '../directconnect/lifecycle.ts';
import type { Location } from '../directconnect/model/location.ts';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** How a Ferrule is run. */
export interface FerruleOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Where everything is kept; undefined: in memory, gone with the process. */
  readonly dataDirectory: string | undefined;
  /** 64 hexadecimal digits that open the secrets in the data directory; undefined: the key file there. */
  readonly masterKey: string | undefined;
  readonly lifecycle: Lifecycle;
  readonly durations: Durations;
  readonly auth: 'off' | 'verify';
  /** An AWS-style credentials file. */
  readonly credentialsFile: string | undefined;
  /** The Region of requests that are not signed. */
  readonly region: string;
  /** Account ids, `:v1` after those that may host connections below 1 Gbit/s only. Undefined: every account is a partner. */
  readonly partnerAccounts: readonly string[] | undefined;
  readonly quotas: 'none' | 'aws';
  readonly strictSecrets: boolean;
  /** Undefined: the locations that come with Ferrule. */
  readonly locations: readonly Location[] | undefined;
  /** Where EC2 is asked for virtual private gateways and transit gateways. Undefined: any that is named exists. */
  readonly ec2Endpoint: string | undefined;
  /** The socket of a port daemon in which attached ports run. Undefined: they run in this process. */
  readonly portd: string | undefined;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  /** Serve others than this machine although requests are not verified. */
  readonly insecure: boolean;
  readonly logLevel: LogLevel;
  /** The clock: milliseconds since the Unix epoch. */
  readonly now: () => number;
}

export const DEFAULT_PORT = 4566;

export const DEFAULTS: FerruleOptions = {
  host: '127.0.0.1',
  port: DEFAULT_PORT,
  dataDirectory: undefined,
  masterKey: undefined,
  lifecycle: 'instant',
  durations: {},
  auth: 'off',
  credentialsFile: undefined,
  region: 'us-east-1',
  partnerAccounts: undefined,
  quotas: 'none',
  strictSecrets: false,
  locations: undefined,
  ec2Endpoint: undefined,
  portd: undefined,
  tls: undefined,
  insecure: false,
  logLevel: 'warn',
  now: Date.now,
};
