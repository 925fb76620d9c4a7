import { readFileSync } from 'node:fs';
import type { LinuxRouter } from './linux-router.ts';
import type { Site } from './site.ts';

/** For the message of a case that missed frames: every counter that a frame passes, on its way there and back. */
export async function whereFramesWent(router: LinuxRouter, site: Site): Promise<string> {
  const { wire, core, counters, framesDiscarded } = await site.port();
  const { output } = await router.run("ip -s macsec show; cat /proc/net/dev; grep -E '^(Ip|Icmp):' /proc/net/snmp");
  return [
    'frames are missing',
    `port: ${JSON.stringify({ wire, core, counters, framesDiscarded })}`,
    // Sockets whose buffer was full, of all processes: the last column counts what they dropped.
    ...readFileSync('/proc/net/udp', 'utf8')
      .split('\n')
      .filter((line) => !/\s0\s*$/.test(line)),
    output,
  ].join('\n');
}
