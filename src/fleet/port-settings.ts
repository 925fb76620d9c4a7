/** What can be set of a port and of its built-in router: AWS publishes none of it. */
export interface PortSettings {
  /** 0 to 254; the lower serves the keys. 255 never does (IEEE Std 802.1X-2020, Table 9-2). */
  readonly keyServerPriority: number;
  readonly routerKeyServerPriority: number;
  /** What a port of 10 Gbps distributes as key server; it takes both. The faster ones have only the second. */
  readonly cipherSuite: SettableSuite;
  /** In packets: how far a frame may be late. */
  readonly replayWindow: number;
  /** Seconds after which the port, as key server, makes a new SAK; 0: only when packet numbers run out. */
  readonly sakLifetime: number;
}

export const SETTABLE_SUITES = ['GCM-AES-256', 'GCM-AES-XPN-256'] as const;
export type SettableSuite = (typeof SETTABLE_SUITES)[number];

/** By their priorities the port serves the keys of a built-in router. */
export const DEFAULT_SETTINGS: PortSettings = {
  keyServerPriority: 16,
  routerKeyServerPriority: 32,
  cipherSuite: 'GCM-AES-256',
  replayWindow: 0,
  sakLifetime: 0,
};
