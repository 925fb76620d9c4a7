import type { Location } from '../model/location.ts';

/**
 * Where a location's code comes from: AWS's own, as public sources show it, or ours, because no public source gives the
 * code of that facility in that Region. docs/locations.md names the sources and says what else is a choice.
 */
export type CodeOrigin = 'public' | 'choice';

export interface LocationRow extends Location {
  readonly codeIs: CodeOrigin;
}

/** Region, code, facility, port speeds as AWS's locations page prints them ("(M)": with MACsec), providers, origin of the code. */
type Row = readonly [
  region: string,
  code: string,
  name: string,
  speeds: string,
  providers: readonly string[],
  codeIs: CodeOrigin,
];

// Who can bring a circuit to a facility. AWS's lists per location are not public, but for the rows that spell theirs out;
// these are carriers that serve the country.
const US = ['AT&T', 'CenturyLink', 'Megaport', 'Verizon', 'Zayo Group'];
const CANADA = ['Bell Canada', 'Megaport', 'Rogers', 'Zayo Group'];
const MEXICO = ['Alestra', 'KIO Networks', 'Megaport', 'Telmex'];
const SOUTH_AMERICA = ['Cirion', 'Embratel', 'Telefonica'];
const BRITAIN = ['BT', 'Colt', 'Megaport', 'Verizon', 'Vodafone'];
const IRELAND = ['BT', 'Colt', 'eir', 'euNetworks'];
const EUROPE = ['Colt', 'euNetworks', 'Megaport', 'Orange', 'Telia Carrier'];
const TURKEY = ['Turk Telekom', 'Turkcell Superonline', 'Vodafone'];
const ISRAEL = ['Bezeq International', 'Cellcom', 'Partner'];
const GULF = ['Batelco', 'du', 'Etisalat', 'Omantel', 'Zain'];
const AFRICA = ['Liquid Intelligent Technologies', 'MTN', 'Seacom'];
const INDIA = ['Bharti Airtel', 'Reliance Jio', 'Sify', 'Tata Communications'];
const JAPAN = ['KDDI', 'NTT Communications', 'SoftBank', 'TOKAI Communications'];
const TAIWAN = ['Chief Telecom', 'Chunghwa Telecom', 'Far EasTone'];
const HONG_KONG = ['China Telecom Global', 'HGC', 'Megaport', 'PCCW'];
const SINGAPORE = ['Megaport', 'PCCW', 'Singtel', 'StarHub', 'Tata Communications'];
const SOUTH_EAST_ASIA = ['Megaport', 'PCCW', 'Singtel', 'Tata Communications'];
const AUSTRALIA = ['Megaport', 'Optus', 'Telstra', 'TPG Telecom', 'Vocus'];
const NEW_ZEALAND = ['Megaport', 'One NZ', 'Spark', 'Vocus'];

const EQUINIX = 'Equinix, Inc.';

// prettier-ignore
const ROWS: readonly Row[] = [
  ['us-east-1', 'EqDC2', 'Equinix DC2/DC11, Ashburn, VA', '1G, 10G (M), 100G (M), 400G (M)', [EQUINIX, ...US], 'public'],
  ['us-east-1', 'CSVA1', 'CoreSite VA1, Reston, VA', '1G, 10G (M), 100G (M), 400G (M)', ['CoreSite', ...US], 'public'],
  ['us-east-1', 'TLLPJ', 'Digital Realty IAD38, Ashburn, VA', '1G, 10G (M), 100G (M)', US, 'public'],
  ['us-east-1', 'EqNY5', 'Equinix NY5, Secaucus, NJ', '1G, 10G (M), 100G (M)', [EQUINIX, ...US], 'public'],
  ['us-east-1', '165HS', '165 Halsey Street, Newark, NJ', '1G, 10G (M), 100G (M), 400G (M)', US, 'public'],
  ['us-east-1', 'CS32A-24FL', 'CoreSite NY1, New York, NY', '1G, 10G (M), 100G (M)', ['CoreSite', ...US], 'public'],
  ['us-east-1', 'LGT50', 'Crown Castle, Philadelphia, PA', '1G, 10G (M), 100G (M)', ['Crown Castle', ...US], 'public'],
  ['us-east-1', 'MB1SD', 'Markley, One Summer Street, Boston, MA', '1G, 10G (M), 100G (M)', ['Markley', ...US], 'public'],
  ['us-east-1', 'TLXA1', 'Digital Realty ATL13, Atlanta, GA', '1G, 10G (M), 100G (M)', US, 'public'],
  ['us-east-1', 'QTDC2', 'QTS ATL1, Atlanta, GA', '1G, 10G (M), 100G (M)', ['QTS', ...US], 'public'],
  ['us-east-1', 'EqMI1', 'Equinix MI1, Miami, FL', '1G, 10G (M), 100G (M)', [EQUINIX, ...US], 'public'],
  ['us-east-1', 'EqDA2', 'Equinix DA2, Dallas, TX', '1G, 10G (M), 100G (M), 400G (M)', [EQUINIX, ...US], 'public'],
  ['us-east-1', 'KIOQ1', 'KIO Networks QRO 1, Queretaro', '1G, 10G (M), 100G (M)', MEXICO, 'public'],

  ['us-east-2', 'COL67', 'Cologix COL2, Columbus, OH', '1G, 10G (M), 100G (M)', ['Cologix', ...US], 'public'],
  ['us-east-2', 'EQC50', 'Equinix CH2, Chicago, IL', '1G, 10G (M), 100G (M), 400G (M)', [EQUINIX, 'Zayo Group', 'AT&T', 'Verizon', 'CenturyLink'], 'public'],
  ['us-east-2', 'CSCH1', 'CoreSite CH1, Chicago, IL', '10G (M), 100G (M), 400G (M)', ['CoreSite', ...US], 'public'],
  ['us-east-2', 'QTS52', 'QTS, Chicago, IL', '1G, 10G (M), 100G (M)', ['QTS', ...US], 'public'],
  ['us-east-2', 'CYOA1', 'CyrusOne Aurora A1', '10G (M), 100G (M)', ['CyrusOne', ...US], 'public'],
  ['us-east-2', 'COLM3', 'Cologix MIN3, Minneapolis, MN', '1G, 10G (M), 100G (M)', ['Cologix', ...US], 'public'],
  ['us-east-2', 'NPKC1', 'Netrality Data Centers, Kansas City, MO', '1G, 10G (M), 100G (M)', ['Netrality', ...US], 'public'],
  ['us-east-2', 'CYOW3', 'DataBank HOU3, Houston, TX', '1G, 10G (M), 100G (M)', ['DataBank', ...US], 'public'],

  ['us-west-1', 'EqSV5', 'Equinix SV5, San Jose, CA', '1G, 10G (M), 100G (M), 400G (M)', [EQUINIX, ...US], 'public'],
  ['us-west-1', 'CSSV4', 'CoreSite SV4, Santa Clara, CA', '1G, 10G (M), 100G (M), 400G (M)', ['CoreSite', ...US], 'public'],
  ['us-west-1', 'CSSV2', 'CoreSite SV2, Milpitas, CA', '1G, 10G', ['CoreSite', ...US], 'public'],
  ['us-west-1', 'CSOW', 'CoreSite LA1, Los Angeles, CA', '1G, 10G (M), 100G (M)', ['CoreSite', ...US], 'public'],
  ['us-west-1', 'EQLA3', 'Equinix LA3, El Segundo, CA', '1G, 10G (M), 100G (M)', [EQUINIX, ...US], 'public'],
  ['us-west-1', 'ECPH1', 'EdgeConnex PHX01, Phoenix, AZ', '10G (M), 100G (M), 400G (M)', ['EdgeConneX', ...US], 'public'],
  ['us-west-1', 'PNP51', 'PhoenixNAP, Phoenix, AZ', '1G, 10G', ['PhoenixNAP', ...US], 'public'],

  ['us-west-2', 'EqSE2', 'Westin Building Exchange, Seattle, WA', '1G, 10G (M), 100G (M), 400G (M)', [EQUINIX, ...US], 'public'],
  ['us-west-2', 'EqSe2-EQ', 'Equinix SE2, Seattle, WA', '1G, 10G (M), 100G (M), 400G (M)', [EQUINIX, ...US], 'public'],
  ['us-west-2', 'EqSe2-WBE', 'Digital Realty SEA10, Seattle, WA', '1G, 10G (M), 100G (M), 400G (M)', ['Digital Realty', ...US], 'public'],
  ['us-west-2', 'TPS19', 'TierPoint, Seattle, WA', '1G, 10G (M)', ['TierPoint', ...US], 'public'],
  ['us-west-2', 'ECPO1', 'EdgeConnex, Hillsboro, OR', '1G, 10G (M), 100G (M)', ['EdgeConneX', ...US], 'public'],
  ['us-west-2', 'PEH51', 'Pittock Block, Portland, OR', '1G, 10G (M), 100G (M)', US, 'public'],
  ['us-west-2', 'CSDE1', 'CoreSite DE1, Denver, CO', '1G, 10G (M)', ['CoreSite', ...US], 'public'],
  ['us-west-2', 'SNAP', 'Switch SUPERNAP 8, Las Vegas, NV', '1G, 10G (M), 100G (M)', ['Switch', ...US], 'public'],
  ['us-west-2', 'DBLV1', 'DataBank LAS1', '10G (M), 100G (M)', ['DataBank', ...US], 'public'],
  ['us-west-2', 'T5ALA', 'Serverfarm LAX1 El Segundo, CA', '1G, 10G, 100G', US, 'public'],
  ['us-west-2', 'ALN91', 'AlohaNap, Kapolei, HI', '10G (M), 100G (M)', US, 'public'],

  ['ca-central-1', '151FS', 'Telehouse, Toronto, CAN', '1G, 10G (M), 100G (M)', CANADA, 'public'],
  ['ca-central-1', 'EQTR2', 'Equinix TR2, Toronto', '10G (M), 100G (M)', [EQUINIX, ...CANADA], 'public'],
  ['ca-central-1', 'CGM60', 'Cologix MTL3, Montreal, CAN', '1G, 10G (M), 100G (M)', ['Cologix', ...CANADA], 'public'],
  ['ca-central-1', 'NTM62', 'eStruxture, Montreal, CAN', '1G, 10G (M), 100G (M)', ['eStruxture', ...CANADA], 'public'],
  ['ca-central-1', 'COLV2', 'Cologix VAN2, Vancouver, CAN', '1G, 10G (M)', ['Cologix', ...CANADA], 'public'],
  ['ca-central-1', 'COLV3', 'Cologix VAN3, Vancouver, CAN', '10G (M), 100G (M)', ['Cologix', ...CANADA], 'public'],

  ['ca-west-1', 'EQCL1', 'Equinix CL1, Calgary', '1G, 10G (M), 100G (M)', [EQUINIX, ...CANADA], 'public'],
  ['ca-west-1', 'EQCL3', 'Equinix CL3, Calgary', '1G, 10G (M), 100G (M)', [EQUINIX, ...CANADA], 'public'],
  ['ca-west-1', 'DHCL1', 'DataHive, Calgary, CAN', '1G, 10G (M)', CANADA, 'choice'],

  ['mx-central-1', 'EQMX1', 'Equinix MX1, Queretaro', '10G (M), 100G (M)', [EQUINIX, ...MEXICO], 'public'],
  ['mx-central-1', 'EQMX2', 'Equinix MX2, Queretaro', '10G (M), 100G (M)', [EQUINIX, ...MEXICO], 'choice'],
  ['mx-central-1', 'KIOQ2', 'KIO Networks QRO 2, Queretaro', '1G, 10G (M)', MEXICO, 'choice'],

  ['sa-east-1', 'TNDB', 'Equinix SP4, Sao Paulo, BRA', '1G, 10G (M), 100G (M)', [EQUINIX, ...SOUTH_AMERICA], 'public'],
  ['sa-east-1', 'TIVIT', 'Tivit, Sao Paulo, BRA', '1G, 10G (M), 100G (M)', SOUTH_AMERICA, 'public'],
  ['sa-east-1', 'EQRJ2', 'Equinix RJ2, Rio de Janeiro, BRA', '1G, 10G (M), 100G (M)', [EQUINIX, ...SOUTH_AMERICA], 'public'],
  ['sa-east-1', 'SONQU', 'Sonda Quilicura, Santiago', '1G, 10G (M), 100G (M)', SOUTH_AMERICA, 'public'],
  ['sa-east-1', 'CIBNA', 'Cirion BNARAGMS, Buenos Aires', '1G, 10G (M), 100G (M)', SOUTH_AMERICA, 'public'],
  ['sa-east-1', 'CILIM', 'Cirion LIMAPUCD, Lima', '1G, 10G (M), 100G (M)', SOUTH_AMERICA, 'public'],
  ['sa-east-1', 'EQBG1', 'Equinix BG1, Bogota', '1G, 10G (M), 100G (M)', [EQUINIX, ...SOUTH_AMERICA], 'public'],

  ['eu-west-1', 'ITXD2', 'Digital Realty DUB2, Dublin, Ireland', '1G, 10G (M), 100G (M)', IRELAND, 'public'],
  ['eu-west-1', 'SCDB9', 'Servecentric Unit 9, Blanchardstown, Dublin', '1G, 10G (M), 100G (M)', IRELAND, 'public'],
  ['eu-west-1', 'EIRCL', 'Eircom Clonshaugh, Dublin, IRL', '1G, 10G (M)', IRELAND, 'public'],
  ['eu-west-1', 'EqLD5', 'Equinix LD5, Slough, GBR', '1G, 10G (M)', [EQUINIX, ...BRITAIN], 'public'],
  ['eu-west-1', 'TCSH', 'Digital Realty LHR20, London, GBR', '1G, 10G (M)', BRITAIN, 'public'],
  ['eu-west-1', 'ITXM1', 'Digital Realty MRS1, Marseille, France', '1G, 10G', EUROPE, 'public'],
  ['eu-west-1', 'EQLS1', 'Equinix LS1, Lisbon', '10G (M), 100G (M)', [EQUINIX, ...EUROPE], 'public'],
  ['eu-west-1', 'EQDX1', 'Equinix DX1, Dubai UAE', '1G, 10G (M)', [EQUINIX, ...GULF], 'public'],
  ['eu-west-1', 'ETIFJ', 'Etisalat Smart Hub Data Center, Fujairah, UAE', '1G, 10G (M)', GULF, 'public'],
  ['eu-west-1', 'TEJB1', 'Teraco JB1, Johannesburg, South Africa', '1G, 10G (M), 100G (M)', AFRICA, 'public'],

  ['eu-west-2', 'THNO2', 'Telehouse West, London, GBR', '1G, 10G (M), 100G (M)', BRITAIN, 'public'],
  ['eu-west-2', 'EQMA3', 'Equinix MA3, Manchester, GBR', '1G, 10G', [EQUINIX, ...BRITAIN], 'public'],
  ['eu-west-2', 'EqLD5-EUW2', 'Equinix LD5, Slough, GBR', '1G, 10G (M), 100G (M)', [EQUINIX, ...BRITAIN], 'choice'],
  ['eu-west-2', 'TCSH-EUW2', 'Digital Realty LHR20, London, GBR', '1G, 10G (M)', BRITAIN, 'choice'],

  ['eu-west-3', 'THV52', 'Telehouse Voltaire, Paris, FRA', '1G, 10G (M), 100G (M)', EUROPE, 'public'],
  ['eu-west-3', 'EQPA3', 'Equinix PA3, Paris, FRA', '1G, 10G (M), 100G (M)', [EQUINIX, ...EUROPE], 'public'],
  ['eu-west-3', 'ITXP7', 'Digital Realty PAR7, Paris, France', '1G, 10G', EUROPE, 'public'],

  ['eu-central-1', 'EqFA5', 'Equinix FR5, Frankfurt, DEU', '1G, 10G (M), 100G (M)', [EQUINIX, ...EUROPE], 'public'],
  ['eu-central-1', 'INX6', 'Digital Realty FRA6, Frankfurt, Germany', '1G, 10G (M), 100G (M)', EUROPE, 'public'],
  ['eu-central-1', 'IPB50', 'IPB GmbH, Berlin, DEU', '1G, 10G (M)', EUROPE, 'public'],
  ['eu-central-1', 'IPHH3', 'IPHH H3, Hamburg', '1G, 10G (M)', EUROPE, 'public'],
  ['eu-central-1', 'EQAM3', 'Equinix AM3, Amsterdam', '1G, 10G (M), 100G (M)', [EQUINIX, ...EUROPE], 'public'],
  ['eu-central-1', 'ITXA7', 'Digital Realty AMS7, Amsterdam, Netherlands', '1G, 10G (M)', EUROPE, 'public'],
  ['eu-central-1', 'ITXZ1', 'Digital Realty ZUR1, Zurich, Switzerland', '1G, 10G (M), 100G (M)', EUROPE, 'public'],
  ['eu-central-1', 'ITXV2', 'Digital Realty VIE2, Vienna, Austria', '1G, 10G (M)', EUROPE, 'public'],
  ['eu-central-1', 'CEC50', 'CE Colo, Prague, CZE', '1G, 10G', EUROPE, 'public'],
  ['eu-central-1', 'EQWA1', 'Equinix WA1, Warsaw, POL', '1G, 10G', [EQUINIX, ...EUROPE], 'public'],
  ['eu-central-1', 'ITXC2', 'Digital Realty CPH2, Copenhagen, Denmark', '1G, 10G (M)', EUROPE, 'public'],
  ['eu-central-1', 'DGPU1', 'DigiPlex Ulven, Oslo, NOR', '1G, 10G (M)', EUROPE, 'public'],
  ['eu-central-1', 'ITXS1', 'Digital Realty STO1, Stockholm, Sweden', '1G, 10G (M)', EUROPE, 'public'],
  ['eu-central-1', 'EQHE6', 'Equinix HE6, Helsinki, FIN', '1G, 10G', [EQUINIX, ...EUROPE], 'public'],
  ['eu-central-1', 'CDSR1', 'CDLAN srl Via Caldera 21, Milano', '1G, 10G (M), 100G (M)', EUROPE, 'public'],
  ['eu-central-1', 'ITCM2', 'Equinix Itconic MD2, Madrid, ESP', '1G, 10G (M), 100G (M)', [EQUINIX, ...EUROPE], 'public'],
  ['eu-central-1', 'ITXM2', 'Digital Realty MAD2, Madrid, Spain', '1G, 10G', EUROPE, 'public'],
  ['eu-central-1', 'ITXM3', 'Digital Realty MAD3, Madrid, Spain', '10G (M), 100G (M)', EUROPE, 'public'],
  ['eu-central-1', 'ITXA1', 'Digital Realty ATH3, Athens, Greece', '10G (M), 100G (M)', EUROPE, 'public'],
  ['eu-central-1', 'EQIL4', 'Equinix IL4, Istanbul, Türkiye', '10G (M), 100G (M)', [EQUINIX, ...TURKEY], 'public'],
  ['eu-central-1', 'MOILH', 'MedOne, Israel Haifa, ISR', '1G, 10G', ISRAEL, 'public'],

  ['eu-central-2', 'EQZH5', 'Equinix ZH5, Zurich, CHE', '1G, 10G (M), 100G (M)', [EQUINIX, ...EUROPE], 'public'],
  ['eu-central-2', 'EQZH4', 'Equinix ZH4, Zurich, CHE', '1G, 10G (M)', [EQUINIX, ...EUROPE], 'choice'],
  ['eu-central-2', 'ITXZ2', 'Digital Realty ZUR2, Zurich, Switzerland', '10G (M), 100G (M)', EUROPE, 'choice'],

  ['eu-north-1', 'EQSK1', 'Equinix Sweden SK1', '1G, 10G (M), 100G (M)', [EQUINIX, ...EUROPE], 'public'],
  ['eu-north-1', 'ITXS1-EUN1', 'Digital Realty STO1, Stockholm, Sweden', '10G (M), 100G (M)', EUROPE, 'choice'],
  ['eu-north-1', 'EQSK2', 'Equinix SK2, Stockholm, SWE', '1G, 10G (M)', [EQUINIX, ...EUROPE], 'choice'],

  ['eu-south-1', 'EQML2', 'Equinix ML2, Milano, Italy', '1G, 10G', [EQUINIX, ...EUROPE], 'public'],
  ['eu-south-1', 'EQML5', 'Equinix ML5, Milano, Italy', '10G (M), 100G (M)', [EQUINIX, ...EUROPE], 'choice'],
  ['eu-south-1', 'RTAVC', 'Retelit Avalon Campus, Milano, Italy', '1G, 10G (M), 100G (M)', EUROPE, 'choice'],

  ['eu-south-2', 'EQBA1', 'Equinix BA1, Barcelona, Spain', '10G (M), 100G (M)', [EQUINIX, ...EUROPE], 'public'],
  ['eu-south-2', 'EQMD6', 'Equinix MD6, Madrid, ESP', '10G (M), 100G (M)', [EQUINIX, ...EUROPE], 'choice'],
  ['eu-south-2', 'ITXM4', 'Digital Realty MAD4, Madrid, Spain', '1G, 10G (M)', EUROPE, 'choice'],

  ['il-central-1', 'ECTL1', 'Edgeconnex, Herzliya, ISR', '1G, 10G (M)', ISRAEL, 'public'],
  ['il-central-1', 'MOILH-ILC1', 'MedOne, Israel Haifa, ISR', '10G (M), 100G (M)', ISRAEL, 'choice'],
  ['il-central-1', 'MOPTK', 'MedOne, Petah Tikva, ISR', '1G, 10G (M)', ISRAEL, 'choice'],

  ['me-south-1', 'BDC52', 'AWS Bahrain DC52', '1G, 10G', GULF, 'public'],
  ['me-south-1', 'BDC53', 'AWS Bahrain DC53', '1G, 10G', GULF, 'public'],
  ['me-south-1', 'EQMC1', 'Equinix MC1 Barka, Muscat, OMN', '1G, 10G (M)', [EQUINIX, ...GULF], 'public'],
  ['me-south-1', 'BTHML', 'Batelco, Hamala, BHR', '10G (M), 100G (M)', GULF, 'choice'],

  ['me-central-1', 'EQDX2', 'Equinix DX2, Dubai, UAE', '1G, 10G (M), 100G (M)', [EQUINIX, ...GULF], 'choice'],
  ['me-central-1', 'EQAD1', 'Equinix AD1, Abu Dhabi, UAE', '10G (M), 100G (M)', [EQUINIX, ...GULF], 'choice'],
  ['me-central-1', 'DUDM1', 'Datamena, Dubai, UAE', '1G, 10G', GULF, 'choice'],

  ['af-south-1', 'TECT1', 'Teraco CT1, Cape Town, South Africa', '10G (M), 100G (M)', AFRICA, 'public'],
  ['af-south-1', 'EANB1', 'East Africa Data Centres NBO1, Nairobi, Kenya', '10G (M), 100G (M)', AFRICA, 'public'],
  ['af-south-1', 'RCL1', 'Rack Centre LGS1, Lagos, Nigeria', '10G (M), 100G (M)', AFRICA, 'public'],

  ['ap-south-1', 'EQMB2', 'Equinix MB2, Mumbai', '1G, 10G (M), 100G (M)', [EQUINIX, ...INDIA], 'public'],
  ['ap-south-1', 'GPX51', 'Equinix MB1, Mumbai, India', '1G, 10G (M), 100G (M)', [EQUINIX, ...INDIA], 'public'],
  ['ap-south-1', 'SFY52', 'Sify Rabale, Mumbai, IND', '1G, 10G (M)', INDIA, 'public'],
  ['ap-south-1', 'TCDC1', 'STT GDC INDIA PVT. LTD. VSB, Chennai, IND', '1G, 10G (M), 100G (M)', INDIA, 'public'],
  ['ap-south-1', 'TCDE2', 'STT Delhi DC2, Delhi, IND', '1G, 10G (M), 100G (M)', INDIA, 'public'],
  ['ap-south-1', 'TCDK1', 'STT Kolkata, DC1', '1G, 10G (M), 100G (M)', INDIA, 'public'],
  ['ap-south-1', 'TCHY1', 'STT Hyderabad DC1, Hyderabad, IND', '1G, 10G', INDIA, 'public'],
  ['ap-south-1', 'NMBL2', 'NetMagic DC2, Bangalore, IND', '1G, 10G (M)', INDIA, 'public'],

  ['ap-south-2', 'TCHY1-APS2', 'STT Hyderabad DC1, Hyderabad, IND', '10G (M), 100G (M)', INDIA, 'choice'],
  ['ap-south-2', 'CTHY1', 'CtrlS DC1, Hyderabad, IND', '1G, 10G (M), 100G (M)', INDIA, 'choice'],
  ['ap-south-2', 'WWHY1', 'Web Werks HYD-1, Hyderabad, IND', '1G, 10G', INDIA, 'choice'],

  ['ap-southeast-1', 'EqSG2', 'Equinix SG2, Singapore, SGP', '1G, 10G (M), 100G (M)', [EQUINIX, ...SINGAPORE], 'public'],
  ['ap-southeast-1', 'GSS52', 'Global Switch, Singapore, SGP', '1G, 10G (M), 100G (M)', SINGAPORE, 'public'],
  ['ap-southeast-1', 'IAMGI', 'iAdvantage MEGA-i, Hong Kong, HKG', '1G, 10G (M), 100G (M)', HONG_KONG, 'public'],
  ['ap-southeast-1', 'TCCBK', 'TCC, Bangkok', '1G, 10G (M), 100G (M)', SOUTH_EAST_ASIA, 'public'],
  ['ap-southeast-1', 'AIMMN', 'Menara AIMS, Kuala Lumpur, MYS', '1G, 10G (M)', SOUTH_EAST_ASIA, 'public'],
  ['ap-southeast-1', 'EPVM2', 'ePLDT VM2, Makati City', '1G, 10G (M)', SOUTH_EAST_ASIA, 'public'],

  ['ap-southeast-2', 'EqSY3', 'Equinix SY1 - SY4, Sydney, AUS', '1G, 10G (M), 100G (M)', [EQUINIX, ...AUSTRALIA], 'public'],
  ['ap-southeast-2', 'NDCS2', 'NEXTDC S2, Sydney, AUS', '1G, 10G (M), 100G (M)', ['NEXTDC', ...AUSTRALIA], 'public'],
  ['ap-southeast-2', 'GBSY6', 'Global Switch SY6, Sydney, AUS', '1G, 10G', AUSTRALIA, 'public'],
  ['ap-southeast-2', 'NDCM1', 'NEXTDC M1, Melbourne, AUS', '1G, 10G (M), 100G (M)', ['NEXTDC', ...AUSTRALIA], 'public'],
  ['ap-southeast-2', 'NDCB2', 'NEXTDC B2, Brisbane', '10G (M), 100G (M)', ['NEXTDC', ...AUSTRALIA], 'public'],
  ['ap-southeast-2', 'NDCP1', 'NEXTDC P1, Perth, AUS', '1G, 10G (M), 100G (M)', ['NEXTDC', ...AUSTRALIA], 'public'],
  ['ap-southeast-2', 'NDCC1', 'NEXTDC C1, Canberra, AUS', '1G, 10G (M)', ['NEXTDC', ...AUSTRALIA], 'public'],
  ['ap-southeast-2', 'CBHU2', 'CDC Hume 2, Canberra', '10G (M), 100G (M)', AUSTRALIA, 'public'],
  ['ap-southeast-2', 'DCDH6', 'Datacom DH6, Auckland', '1G, 10G (M), 100G (M)', NEW_ZEALAND, 'public'],

  ['ap-southeast-3', 'DCIJ3', 'DCI Indonesia, JK3', '1G, 10G (M), 100G (M)', SOUTH_EAST_ASIA, 'public'],
  ['ap-southeast-3', 'JKT02', 'NTT Jakarta 2 Data Center', '1G, 10G (M), 100G (M)', SOUTH_EAST_ASIA, 'public'],
  ['ap-southeast-3', 'EQJK1', 'Equinix JK1, Jakarta, IDN', '1G, 10G', [EQUINIX, ...SOUTH_EAST_ASIA], 'choice'],

  ['ap-southeast-4', 'EQME2', 'Equinix ME2, Melbourne Australia', '1G, 10G (M), 100G (M)', [EQUINIX, ...AUSTRALIA], 'public'],
  ['ap-southeast-4', 'EQME4', 'Equinix ME4, Melbourne, AUS', '1G, 10G (M)', [EQUINIX, ...AUSTRALIA], 'choice'],
  ['ap-southeast-4', 'NDCM2', 'NEXTDC M2, Melbourne, AUS', '10G (M), 100G (M)', ['NEXTDC', ...AUSTRALIA], 'choice'],

  ['ap-southeast-5', 'CSFX1', 'Telcohub 1 (CX1)', '10G (M), 100G (M)', SOUTH_EAST_ASIA, 'public'],
  ['ap-southeast-5', 'CMCHV', 'CMC Tower, Hanoi, Vietnam', '1G, 10G (M), 100G (M)', SOUTH_EAST_ASIA, 'public'],
  ['ap-southeast-5', 'AIMMN-APSE5', 'Menara AIMS, Kuala Lumpur, MYS', '10G (M), 100G (M)', SOUTH_EAST_ASIA, 'choice'],
  ['ap-southeast-5', 'EPVM2-APSE5', 'ePLDT VM2, Makati City', '10G (M), 100G (M)', SOUTH_EAST_ASIA, 'choice'],

  ['ap-southeast-6', 'SPK53', 'Spark MDR, Auckland, NZ', '10G (M), 100G (M)', NEW_ZEALAND, 'public'],
  ['ap-southeast-6', 'DC220', 'Datacentre220, Auckland, NZ', '1G, 10G (M)', NEW_ZEALAND, 'choice'],
  ['ap-southeast-6', 'VOCAL', 'Vocus Albany, Auckland, NZ', '10G (M), 100G (M)', NEW_ZEALAND, 'choice'],

  ['ap-southeast-7', 'THRA9', 'Telehouse Bangkok', '10G (M), 100G (M)', SOUTH_EAST_ASIA, 'public'],
  ['ap-southeast-7', 'STBK1', 'STT Bangkok 1, Bangkok, THA', '10G (M), 100G (M)', SOUTH_EAST_ASIA, 'choice'],
  ['ap-southeast-7', 'TIDTW', 'True IDC Tower, Bangkok, THA', '1G, 10G', SOUTH_EAST_ASIA, 'choice'],

  ['ap-northeast-1', 'EqTY2', 'Equinix TY2, Tokyo, Japan', '1G, 10G (M), 100G (M)', [EQUINIX, ...JAPAN], 'public'],
  ['ap-northeast-1', 'ATTC1', 'AT Tokyo Chuo Data Center, Tokyo, JPN', '1G, 10G (M), 100G (M)', JAPAN, 'public'],
  ['ap-northeast-1', 'NEIN2', 'NEC Inzai, Japan', '1G, 10G (M), 100G (M)', JAPAN, 'public'],
  ['ap-northeast-1', 'EqOS1', 'Equinix OS1, Osaka, JPN', '1G, 10G (M), 100G (M)', [EQUINIX, ...JAPAN], 'public'],
  ['ap-northeast-1', 'CFT52', 'Chief Telecom LY, Taipei, TWN', '1G, 10G', TAIWAN, 'public'],

  ['ap-northeast-2', 'LGKNX', 'KINX Gasen, Seoul, KOR', '1G, 10G', ['Sejong', 'SK Telecom', 'LG Uplus', 'KINX', 'Dreamline'], 'public'],
  ['ap-northeast-2', 'LGU57', 'LG U+ Pyeong-Chon Mega Center, Seoul, KOR', '1G, 10G (M), 100G (M)', ['Sejong', 'SK Telecom', 'LG Uplus', 'Dreamline'], 'public'],
  ['ap-northeast-2', 'TLS10', 'Digital Realty ICN10, Seoul, KOR', '1G, 10G (M), 100G (M)', ['LG Uplus', 'SK Broadband', 'Samsung SDS', 'KINX', 'PCCW', 'Dreamline', 'Korea Telecom', 'Sejong Telecom'], 'public'],

  ['ap-northeast-3', 'KDOS2', 'KDDI Telehouse Osaka 2', '1G, 10G (M), 100G (M)', JAPAN, 'public'],
  ['ap-northeast-3', 'EQOS3', 'Equinix OS3, Osaka, JPN', '10G (M), 100G (M)', [EQUINIX, ...JAPAN], 'choice'],
  ['ap-northeast-3', 'NTDOJ', 'NTT Dojima, Osaka, JPN', '1G, 10G', JAPAN, 'choice'],

  ['ap-east-1', 'EQHK1', 'Equinix HK1, Tsuen Wan, N.T., Hong Kong', '1G, 10G (M), 100G (M)', [EQUINIX, ...HONG_KONG], 'public'],
  ['ap-east-1', 'EQHK2', 'Equinix HK2, Kwai Chung, N.T., Hong Kong', '1G, 10G (M)', [EQUINIX, ...HONG_KONG], 'choice'],
  ['ap-east-1', 'IAMGP', 'iAdvantage MEGA Plus, Hong Kong, HKG', '10G (M), 100G (M)', HONG_KONG, 'choice'],

  ['ap-east-2', 'CFT54', 'Chief Telecom HD, Taipei, TWN', '10G (M), 100G (M)', TAIWAN, 'public'],
  ['ap-east-2', 'CHT51', 'Chunghwa Telecom, Taipei, TWN', '10G (M), 100G (M)', TAIWAN, 'public'],
  ['ap-east-2', 'FETPK', 'Far EasTone TPKC, New Taipei City, TWN', '1G, 10G', TAIWAN, 'choice'],
];

const MACSEC = ' (M)';

/** The locations that Ferrule offers unless it is given others, in the order DescribeLocations lists them. */
export const LOCATIONS: readonly LocationRow[] = ROWS.map(([region, code, name, speeds, providers, codeIs]) => {
  const ports = speeds.split(', ');
  return {
    code,
    name,
    region,
    portSpeeds: ports.map((port) => port.replace(MACSEC, '')),
    macSecPortSpeeds: ports.filter((port) => port.endsWith(MACSEC)).map((port) => port.replace(MACSEC, '')),
    providers,
    codeIs,
  };
});
