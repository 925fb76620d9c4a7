import type { CryptoPort } from '../../crypto/crypto-port.ts';
import type { CipherSuiteName } from '../../lmi/cipher-suite.ts';
import type { Sci } from '../../lmi/sci.ts';
import { openInterfaceLink } from '../link/af-packet.ts';
import type { AttachOptions } from '../link/attach-interface.ts';
import type { Link } from '../link/link.ts';
import { kernelDevice } from '../link/link-description.ts';
import { LinkRefusal } from '../link/link-refusal.ts';
import { findInterface } from '../link/linux/interfaces.ts';
import { loadLibC } from '../link/linux/libc.ts';
import { Netlink, NETLINK_GENERIC } from '../link/linux/netlink.ts';
import { KernelMacsec, macsecFamily } from './kernel-macsec.ts';
import { KernelSecy } from './kernel-secy.ts';
import type { PortSecy } from './port-secy.ts';

/** Makes the SecY of a port. */
export type SecyMaker = (port: {
  readonly sci: Sci;
  readonly suite: CipherSuiteName;
  readonly crypto: CryptoPort;
}) => PortSecy;

/** An interface whose frames the kernel protects: this process sees EAPOL, and drives the kernel's SecY. */
export async function openKernelWire(
  name: string,
  options: AttachOptions,
): Promise<{ readonly wire: Link; readonly secy: SecyMaker }> {
  const wanted = `interface ${name}`;
  const libc = await loadLibC(wanted);
  const [route, generic] = [new Netlink(libc), new Netlink(libc, 0, NETLINK_GENERIC)];
  const close = (): void => {
    route.close();
    generic.close();
  };
  try {
    const family = macsecFamily(generic);
    if (family === undefined) {
      throw new LinkRefusal(
        'no-kernel-macsec',
        `this machine's kernel has no MACsec (modprobe macsec): attach ${name} without --secy kernel`,
      );
    }
    const wire = await openInterfaceLink(name, { ...options, macsecPasses: true });
    const parent = findInterface(route, name)?.index ?? 0;
    const kernel = new KernelMacsec(route, generic, family);
    const secy: SecyMaker = (port) =>
      new KernelSecy({ ...port, kernel, device: kernelDevice(name), parent, closed: close });
    return { wire, secy };
  } catch (error) {
    close();
    throw error;
  }
}
