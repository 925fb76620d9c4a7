/** What is on AWS's side of the cross connect (user guide, "Direct Connect prerequisites"): single-mode fibre throughout. */
export interface Optics {
  readonly transceiver: string;
  readonly wavelength: string;
  readonly fibre: string;
}

const FIBRE = 'Single-mode fibre (OS2), duplex LC';

const OPTICS: Readonly<Record<string, Omit<Optics, 'fibre'>>> = {
  '1Gbps': { transceiver: '1000BASE-LX', wavelength: '1310 nm' },
  '10Gbps': { transceiver: '10GBASE-LR', wavelength: '1310 nm' },
  '100Gbps': { transceiver: '100GBASE-LR4', wavelength: 'four lanes around 1300 nm' },
  '400Gbps': { transceiver: '400GBASE-LR4', wavelength: 'four lanes around 1300 nm' },
};

/** The optics of a port of that speed. */
export const opticsOf = (bandwidth: string): Optics => ({
  ...(OPTICS[bandwidth] ?? { transceiver: bandwidth, wavelength: 'as agreed' }),
  fibre: FIBRE,
});
