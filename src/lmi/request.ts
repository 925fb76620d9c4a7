/**
 * What a KaY asks of a SecY, and what it hears back: the Layer Management Interface between the two (IEEE Std
 * 802.1AE-2018, 10.7; IEEE Std 802.1X-2020, 12.4 for the variables of the CP machine behind it).
 *
 * These types are a folder of their own because MKA and the SecY do not know each other: MKA gives requests, the port
 * carries them to whichever SecY it drives (the one in this process, or a kernel's), and takes the indications back.
 *
 * A KaY that secures a port with a new SAK asks, in this order:
 *
 * 1. `installReceiveSa` for each peer, `installTransmitSa` once: the SAs exist and nothing uses them.
 * 2. `enableReceive`: frames under the SAK are accepted. From the outcome on, the KaY reports LRX.
 * 3. `enableTransmit` when the peers receive: frames leave under the SAK, and the SA used before is not used again.
 *    `setControlledPort` to open the port, if it is not open.
 * 4. `deleteSas` of the SAK before, when it retires.
 */
import type { Confidential } from '../crypto/confidential.ts';
import type { CipherSuiteName } from './cipher-suite.ts';
import type { KeyIdentifier } from './key-identifier.ts';
import type { Sci } from './sci.ts';

/** An association number: the SA of a secure channel that a frame belongs to (IEEE Std 802.1AE-2018, 9.6). */
export type An = 0 | 1 | 2 | 3;

/**
 * Whether clear frames may pass. These are the words of Direct Connect's `encryptionMode`; in those of IEEE Std
 * 802.1AE-2018, 10.7.8, `no_encrypt` is validateFrames Disabled, and the other two are Strict once secured.
 */
export type EncryptionMode = 'no_encrypt' | 'should_encrypt' | 'must_encrypt';

/** What a SAK is, for the SA of one channel under it. */
interface SaKey {
  readonly keyIdentifier: KeyIdentifier;
  readonly sak: Confidential<'SAK'>;
  readonly cipherSuite: CipherSuiteName;
  readonly an: An;
  /** Given with an XPN suite and only then. */
  readonly xpn?: {
    /** The short identifier of the channel that transmits, 1 to 2^32 - 1: ours to transmit, the peer's to receive. */
    readonly ssci: number;
    /** 12 octets, the same for all channels under the SAK. */
    readonly salt: Uint8Array;
  };
  /**
   * If another SAK holds the AN in this direction: true deletes that SA and installs this one (the outcome names what
   * was lost), false refuses. An SA is never given another key without one or the other.
   */
  readonly replace: boolean;
}

export interface InstallTransmitSa extends SaKey {
  readonly type: 'installTransmitSa';
  /** The packet number of the first frame, at least 1. */
  readonly nextPn: bigint;
}

export interface InstallReceiveSa extends SaKey {
  readonly type: 'installReceiveSa';
  /** The peer's SCI. Its secure channel is made with its first SA. */
  readonly sci: Sci;
  /** The lowest packet number that is acceptable, at least 1. */
  readonly lowestPn: bigint;
}

export type SecyRequest =
  /**
   * The mode and the replay protection (802.1AE 10.7.8: replayProtect, replayWindow in packets). Takes effect at once
   * and before anything else can pass: a port that goes from should_encrypt to must_encrypt is shut to clear frames
   * when this returns. To no_encrypt deletes every SA.
   */
  | {
      readonly type: 'configure';
      readonly mode: EncryptionMode;
      readonly replayProtect: boolean;
      readonly replayWindow: number;
    }
  /** controlledPortEnabled of 802.1X 12.4. A SecY starts closed, and while it is closed only EAPOL passes. */
  | { readonly type: 'setControlledPort'; readonly enabled: boolean }
  | InstallTransmitSa
  | InstallReceiveSa
  /** Accept frames under the SAK, from every channel with an SA of it. */
  | { readonly type: 'enableReceive'; readonly keyIdentifier: KeyIdentifier }
  /** Accept frames under the SAK no longer; its SAs and their packet numbers stay. */
  | { readonly type: 'disableReceive'; readonly keyIdentifier: KeyIdentifier }
  /** Protect what leaves with this SAK, from the next frame. Under should_encrypt nothing leaves clear from now on. */
  | { readonly type: 'enableTransmit'; readonly keyIdentifier: KeyIdentifier }
  /** Protect nothing with this SAK any more. This does not let clear frames out: `allowClear` does. */
  | { readonly type: 'disableTransmit'; readonly keyIdentifier: KeyIdentifier }
  /** Delete the SAs of the SAK in both directions. This does not let clear frames pass: `allowClear` does. */
  | { readonly type: 'deleteSas'; readonly keyIdentifier: KeyIdentifier }
  /** Delete the channel of a peer that is gone, with its SAs. */
  | { readonly type: 'deleteReceiveSc'; readonly sci: Sci }
  /** A peer tells the lowest number it still sends (delay protection, 802.1X 9.10): older frames are late. */
  | {
      readonly type: 'raiseLowestPn';
      readonly sci: Sci;
      readonly keyIdentifier: KeyIdentifier;
      readonly lowestPn: bigint;
    }
  /**
   * should_encrypt, coming in: every peer is known to transmit protected (the server's LTX for the current SAK was
   * seen), so clear frames are refused from now on. The first good protected frame has the same effect.
   */
  | { readonly type: 'requireProtectedReceive' }
  /**
   * should_encrypt, both directions: no key has a live peer any more, so clear frames pass again until the next SAK.
   * Refused under must_encrypt.
   */
  | { readonly type: 'allowClear' };

/** Why a request was refused; a refused request has changed nothing. */
export type SecyRefusal =
  /** No SA of that SAK, or no channel of that SCI. */
  | 'unknown-key'
  | 'unknown-sci'
  /** Another SAK holds the AN, and `replace` was false. */
  | 'an-in-use'
  /** That SA exists: it is not installed again, so that its packet number is never set back. */
  | 'already-installed'
  /** A transmit SA of this or a later key of that key server existed before, or these very octets are in use. */
  | 'key-used-before'
  /** An SCI that is our own: two channels of one name would share their nonces. */
  | 'own-sci'
  /** Another channel has the SSCI under this SAK: the same fault, with extended packet numbers. */
  | 'ssci-in-use'
  /** Length of the SAK, SSCI, salt, packet number or replay window outside what the cipher suite allows. */
  | 'bad-parameters'
  /** The data plane, such as that of a kernel, did not do it, and has no SA any more. */
  | 'data-plane'
  /** The mode rules it out: an SA under no_encrypt, clear frames under must_encrypt, anything before `configure`. */
  | 'mode';

export type SecyOutcome =
  { readonly done: true; readonly replaced?: KeyIdentifier } | { readonly done: false; readonly refused: SecyRefusal };

/** What a SecY tells without being asked. */
export type SecyIndication =
  /** The transmit SA has used its last packet number and sends nothing more (802.1AE 10.5.2). */
  | { readonly type: 'pnExhausted'; readonly keyIdentifier: KeyIdentifier }
  /** The first good frame under this SAK since its SA was installed, from that channel. */
  | { readonly type: 'firstProtectedFrame'; readonly keyIdentifier: KeyIdentifier; readonly sci: Sci }
  /** There is no SA any more: the data plane was reset, or somebody took it away. */
  | { readonly type: 'sasLost' };

/** The SAs as they are, for the latest lowest PN of MKPDUs, for rekeying in time, and for people. */
export interface SecyStatus {
  readonly transmitSas: readonly TransmitSaStatus[];
  readonly receiveSas: readonly ReceiveSaStatus[];
}

export interface TransmitSaStatus {
  readonly keyIdentifier: KeyIdentifier;
  readonly an: An;
  readonly inUse: boolean;
  /** The number of the next frame; one beyond the suite's last when it is exhausted. */
  readonly nextPn: bigint;
}

export interface ReceiveSaStatus {
  readonly sci: Sci;
  readonly keyIdentifier: KeyIdentifier;
  readonly an: An;
  readonly inUse: boolean;
  readonly nextPn: bigint;
  readonly lowestPn: bigint;
}
