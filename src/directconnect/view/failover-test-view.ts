import type { FailoverTest } from '../model/failover-test.ts';

export interface FailoverTestView {
  readonly testId: string;
  readonly virtualInterfaceId: string;
  readonly bgpPeers: readonly string[];
  readonly status: string;
  readonly ownerAccount: string;
  readonly testDurationInMinutes: number;
  readonly startTime: number;
  readonly endTime?: number;
}

export const failoverTestView = (test: FailoverTest): FailoverTestView => ({
  testId: test.id,
  virtualInterfaceId: test.virtualInterfaceId,
  bgpPeers: test.peerIds,
  status: test.status,
  ownerAccount: test.account,
  testDurationInMinutes: test.minutes,
  startTime: test.startedAt / 1000,
  ...(test.endedAt === undefined ? {} : { endTime: test.endedAt / 1000 }),
});
