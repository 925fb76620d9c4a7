import { removeMacsecDevice } from '../secy/kernel-macsec.ts';
import { kernelDevice } from './link-description.ts';
import { interfaceInUse, LinkRefusal, notPermitted } from './link-refusal.ts';
import { addressesOf, changeInterface, findInterface } from './linux/interfaces.ts';
import type { NetworkInterface } from './linux/interfaces.ts';
import type { LibC } from './linux/libc.ts';
import { loadLibC } from './linux/libc.ts';
import { Netlink, NetlinkError } from './linux/netlink.ts';
import { readJoining, writeJoining } from './linux/offload-settings.ts';
import type { Joining } from './linux/offload-settings.ts';
import { readSetting, writeSetting } from './linux/sysctl.ts';
import { isShielded, lowerShield, raiseShield } from './linux/traffic-shield.ts';

/*
 * An interface that becomes a port's wire is nobody else's: a host speaks on any interface that is up, in clear, even
 * where nothing is configured, and would answer what arrives. So it is taken from the host's stack while a port has it.
 */

/**
 * How an interface was before it was attached. It is data, to be kept where it survives the process: with it, an
 * interface is given back after a crash as well as after an orderly end.
 */
export interface AttachmentUndo {
  readonly version: 1;
  readonly name: string;
  /** Tells the interface from a later one of the same name. */
  readonly index: number;
  readonly up: boolean;
  readonly arp: boolean;
  readonly mtu: number;
  readonly joining: Joining;
  /** Settings under /proc/sys, by path. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface AttachOptions {
  /** Takes what is needed to undo the attachment, before anything is changed. */
  readonly remember?: (undo: AttachmentUndo) => void | Promise<void>;
  /** Told when the interface has been given back, so that nobody undoes the attachment a second time. */
  readonly forget?: (undo: AttachmentUndo) => void | Promise<void>;
  /**
   * How the interface was before another process took it that did not live to give it back. It goes from the one to the
   * other without the host having it in between.
   */
  readonly former?: AttachmentUndo | undefined;
  /** What the interface is to carry; by default as it is. */
  readonly mtu?: number;
  /** The kernel's MACsec is upon the interface: protected frames are its own to take and send. */
  readonly macsecPasses?: boolean;
}

export interface Attachment {
  readonly name: string;
  readonly undo: AttachmentUndo;
  /** Whether the kernel keeps all traffic of the host off the interface. It cannot where it has no `clsact`. */
  readonly shielded: boolean;
  /** Gives the interface back as it was. */
  detach(): Promise<void>;
}

/** Takes the interface from the host, or refuses because the host needs it. */
export async function attachInterface(name: string, options: AttachOptions = {}): Promise<Attachment> {
  const wanted = `interface ${name}`;
  const libc = await loadLibC(wanted);
  const { found, undo } = inNetlink(libc, wanted, (netlink) => {
    const present = claimable(netlink, name);
    const former = options.former?.index === present.index ? options.former : undefined;
    if (!former && isShielded(netlink, present.index)) throw interfaceInUse(name);
    return { found: present, undo: former ?? describe(libc, netlink, present) };
  });
  await options.remember?.(undo);
  let shielded: boolean;
  try {
    shielded = inNetlink(libc, wanted, (netlink) => takeWhole(libc, netlink, found, undo, options));
  } catch (error) {
    await options.forget?.(undo);
    throw error;
  }
  let attached = true;
  return {
    name,
    undo,
    shielded,
    detach: async () => {
      if (!attached) return;
      attached = false;
      inNetlink(libc, wanted, (netlink) => giveBack(libc, netlink, undo));
      await options.forget?.(undo);
    },
  };
}

/**
 * Gives back an interface whose attachment was never detached. False, and nothing is done, if that interface does not
 * exist any more.
 */
export async function undoAttachment(undo: AttachmentUndo): Promise<boolean> {
  const wanted = `interface ${undo.name}`;
  const libc = await loadLibC(wanted);
  return inNetlink(libc, wanted, (netlink) => giveBack(libc, netlink, undo));
}

/**
 * Takes away the kernel's MACsec, and with it every SA, that a process left on the interface which did not live to detach
 * it. The interface stays closed to the host. False, and nothing is done, if that interface does not exist any more.
 */
export async function removeLeftSas({ name, index }: AttachmentUndo): Promise<boolean> {
  const wanted = `interface ${name}`;
  const libc = await loadLibC(wanted);
  return inNetlink(libc, wanted, (netlink) => {
    if (findInterface(netlink, name)?.index !== index) return false;
    removeMacsecDevice(netlink, kernelDevice(name), index);
    return true;
  });
}

/** Changes to what the host does with the interface, by setting. Of IPv4 only where the kernel has no shield. */
function settingsOf(name: string): Readonly<Record<string, string>> {
  return {
    // No address of its own, no router solicitations, no multicast listener reports.
    [`net/ipv6/conf/${name}/disable_ipv6`]: '1',
    // Nothing is routed through, and nothing is believed to come from where no route leads back.
    [`net/ipv4/conf/${name}/forwarding`]: '0',
    [`net/ipv4/conf/${name}/rp_filter`]: '1',
  };
}

function claimable(netlink: Netlink, name: string): NetworkInterface {
  const found = findInterface(netlink, name);
  if (found === undefined) throw new LinkRefusal('no-such-interface', `interface ${name} does not exist`);
  if (!found.isEthernet) throw new LinkRefusal('not-ethernet', `interface ${name} is no Ethernet interface`);
  if (found.master !== undefined) {
    const master = findInterface(netlink, found.master)?.name ?? `interface ${found.master}`;
    throw new LinkRefusal(
      'has-master',
      `interface ${name} belongs to ${master}: free it with "ip link set ${name} nomaster", or name another`,
    );
  }
  const addresses = addressesOf(netlink, found.index);
  if (addresses.length > 0) {
    throw new LinkRefusal(
      'has-addresses',
      `interface ${name} has ${addresses.join(', ')}: a port takes the whole interface from this host; ` +
        `name another, or remove them with "ip address flush dev ${name}"`,
    );
  }
  return found;
}

function describe(libc: LibC, netlink: Netlink, found: NetworkInterface): AttachmentUndo {
  const { name, index, up, arp, mtu } = found;
  const settings: Record<string, string> = {};
  for (const path of Object.keys(settingsOf(name))) {
    const value = readSetting(path);
    if (value !== undefined) settings[path] = value;
  }
  return { version: 1, name, index, up, arp, mtu, joining: readJoining(libc, netlink.fd, name), settings };
}

/** Takes the interface wholly, or leaves it as it was. */
function takeWhole(
  libc: LibC,
  netlink: Netlink,
  found: NetworkInterface,
  undo: AttachmentUndo,
  options: AttachOptions,
): boolean {
  // Whoever raises the shield has the interface: what is somebody else's is not given back.
  let isOurs = options.former?.index === found.index;
  try {
    // Raised again at once, whole: who knows how far the other process came.
    if (isOurs) {
      removeMacsecDevice(netlink, kernelDevice(found.name), found.index);
      lowerShield(netlink, found.index);
    }
    const isShieldRaised = raise(netlink, found, options.macsecPasses);
    isOurs = true;
    take(libc, netlink, found, options);
    return isShieldRaised;
  } catch (error) {
    if (isOurs) giveBack(libc, netlink, undo);
    throw error;
  }
}

function raise(netlink: Netlink, { name, index }: NetworkInterface, macsecPasses = false): boolean {
  const outcome = raiseShield(netlink, index, macsecPasses);
  if (outcome === 'occupied') {
    throw new LinkRefusal(
      'has-traffic-control',
      `interface ${name} has traffic control on it: remove it with "tc qdisc del dev ${name} clsact" (or ingress)`,
    );
  }
  return outcome === 'raised';
}

/** The order matters: once it is up, the host speaks. */
function take(libc: LibC, netlink: Netlink, { name, index }: NetworkInterface, { mtu }: AttachOptions): void {
  for (const [path, value] of Object.entries(settingsOf(name))) {
    if (readSetting(path) !== undefined) writeSetting(path, value);
  }
  writeJoining(libc, netlink.fd, name, { gro: false, lro: false });
  changeInterface(netlink, index, { arp: false, ...(mtu === undefined ? {} : { mtu }) });
  changeInterface(netlink, index, { up: true });
}

function giveBack(libc: LibC, netlink: Netlink, undo: AttachmentUndo): boolean {
  const { name, index, up, arp, mtu, joining, settings } = undo;
  if (findInterface(netlink, name)?.index !== index) return false;
  // What a process left that drove the kernel's MACsec there, and did not live to take it away.
  removeMacsecDevice(netlink, kernelDevice(name), index);
  // Down first, so that the host does not speak on an interface that was down before.
  if (!up) changeInterface(netlink, index, { up });
  changeInterface(netlink, index, { arp, mtu });
  writeJoining(libc, netlink.fd, name, joining);
  for (const [path, value] of Object.entries(settings)) {
    if (readSetting(path) !== value) writeSetting(path, value);
  }
  lowerShield(netlink, index);
  return true;
}

function inNetlink<T>(libc: LibC, wanted: string, act: (netlink: Netlink) => T): T {
  const netlink = new Netlink(libc);
  try {
    return act(netlink);
  } catch (error) {
    throw refusal(wanted, error);
  } finally {
    netlink.close();
  }
}

function refusal(wanted: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (error instanceof NetlinkError && (code === 'EPERM' || code === 'EACCES')) {
    return notPermitted(wanted, 'CAP_NET_RAW and CAP_NET_ADMIN');
  }
  return new LinkRefusal('system', `${wanted} cannot be attached: ${error.message}`);
}
