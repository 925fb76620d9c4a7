import { clientException } from '../errors.ts';
import { ciscoIos } from './cisco-ios.ts';
import { ciscoNxOs, ciscoNxOsMacSec } from './cisco-nx-os.ts';
import type { Renderer } from './input.ts';
import { junos, junosMacSec } from './juniper-junos.ts';
import { panOs } from './palo-alto-pan-os.ts';

/** A router that AWS writes configurations for. The templates' names are AWS's, and name nothing here. */
export interface RouterType {
  readonly routerTypeIdentifier: string;
  readonly vendor: string;
  readonly platform: string;
  readonly software: string;
  readonly xsltTemplateName: string;
  /** Empty where the router has no MACsec. */
  readonly xsltTemplateNameForMacSec: string;
  readonly render: Renderer;
}

const CISCO = { vendor: 'Cisco Systems, Inc.' };
const IOS = { ...CISCO, software: 'IOS 12.4+', xsltTemplateName: 'customer-router-cisco-generic.xslt', xsltTemplateNameForMacSec: '', render: ciscoIos }; // prettier-ignore
const NEXUS = { ...CISCO, xsltTemplateName: 'customer-switch-cisco-nexus-generic.xslt' };
const JUNIPER = {
  vendor: 'Juniper Networks, Inc.',
  software: 'JunOS 9.5+',
  xsltTemplateName: 'customer-router-juniper-generic.xslt',
};
const JUNOS = { ...JUNIPER, xsltTemplateNameForMacSec: '', render: junos };

// prettier-ignore
export const ROUTER_TYPES: readonly RouterType[] = [
  { ...IOS, routerTypeIdentifier: 'CiscoSystemsInc-2900SeriesRouters-IOS124', platform: '2900 Series Routers' },
  { ...IOS, routerTypeIdentifier: 'CiscoSystemsInc-3700SeriesRouters-IOS124', platform: '3700 Series Routers' },
  { ...IOS, routerTypeIdentifier: 'CiscoSystemsInc-7200SeriesRouters-IOS124', platform: '7200 Series Routers' },
  { ...NEXUS, routerTypeIdentifier: 'CiscoSystemsInc-Nexus7000SeriesSwitches-NXOS51', platform: 'Nexus 7000 Series Switches', software: 'NX-OS 5.1+', xsltTemplateNameForMacSec: '', render: ciscoNxOs },
  { ...NEXUS, routerTypeIdentifier: 'CiscoSystemsInc-Nexus9KSeriesSwitches-NXOS93', platform: 'Nexus 9K+ Series Switches', software: 'NX-OS 9.3+', xsltTemplateNameForMacSec: 'customer-switch-cisco-nexus-generic-macsec.xslt', render: ciscoNxOsMacSec },
  { ...JUNIPER, routerTypeIdentifier: 'JuniperNetworksInc-MMXSeriesRouters-JunOS95', platform: 'M/MX Series Routers', xsltTemplateNameForMacSec: 'customer-router-juniper-generic-macsec.xslt', render: junosMacSec },
  { ...JUNOS, routerTypeIdentifier: 'JuniperNetworksInc-SRXSeriesRouters-JunOS95', platform: 'SRX Series Routers' },
  { ...JUNOS, routerTypeIdentifier: 'JuniperNetworksInc-TSeriesRouters-JunOS95', platform: 'T Series Routers' },
  { routerTypeIdentifier: 'PaloAltoNetworks-PA3000and5000series-PANOS803', vendor: 'Palo Alto Networks', platform: 'PA-3000+ and PA-5000+', software: 'PAN-OS 8.0.3+', xsltTemplateName: 'customer-router-palo-alto-generic.xslt', xsltTemplateNameForMacSec: '', render: panOs },
];

/** AWS's API cannot list router types, so the refusal does. */
export function routerType(identifier: string | undefined): RouterType {
  const found = ROUTER_TYPES.find((type) => type.routerTypeIdentifier === identifier);
  if (found) return found;
  const known = ROUTER_TYPES.map((type) => type.routerTypeIdentifier).join(', ');
  throw clientException(
    identifier === undefined
      ? `Field routerTypeIdentifier is required: it must be one of ${known}.`
      : `Router type ${identifier} does not exist: routerTypeIdentifier must be one of ${known}.`,
  );
}
