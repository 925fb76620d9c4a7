import { noLinuxRouter } from './harness/lab.ts';
import { udpWire } from './harness/ports.ts';
import { securedCases } from './harness/secured-cases.ts';

/** A wire of UDP datagrams, for which nobody needs to be root. */
securedCases('over-udp', noLinuxRouter(), async () => {
  const { ferrule, guest } = await udpWire();
  return { port: `udp:${ferrule}`, router: guest };
});
