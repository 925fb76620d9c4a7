import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  DirectConnect,
  DirectConnectGatewayAssociation,
  DirectConnectGatewayAssociationProposal,
} from '@aws-sdk/client-direct-connect';
import { overlap, parsePrefix } from '../../src/directconnect/addressing/prefix.ts';
import type { Prefix } from '../../src/directconnect/addressing/prefix.ts';
import { LIFECYCLES } from '../../src/directconnect/lifecycle.ts';
import { prng } from '../awsjson/prng.ts';
import type { Prng } from '../awsjson/prng.ts';
import { askAdmin } from '../harness/admin.ts';
import { allProposals, prefixes } from '../harness/associations.ts';
import { testClock } from '../harness/clock.ts';
import { startFerrule } from '../harness/ferrule.ts';
import { makeGateway } from '../harness/virtual-interfaces.ts';

const OPERATIONS = 100;
const ACCOUNTS = ['111111111111', '222222222222'] as const;
const EC2_GATEWAYS = ['vgw-00000001', 'vgw-00000002', 'tgw-00000001', 'tgw-00000002', 'foobar'] as const;
const CIDRS = ['10.0.0.0/8', '10.1.0.0/16', '10.2.0.0/16', '2001:db8::/32', '2001:db8:1::/48', '10.0.0.1/8'] as const;

/** Which states may be seen next (API reference, DirectConnectGatewayAssociation), as far as several can pass unseen. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  associating: ['associating', 'associated', 'disassociating'],
  associated: ['associated', 'updating', 'disassociating'],
  updating: ['updating', 'associated', 'disassociating'],
  disassociating: ['disassociating'],
};

interface World {
  readonly gateways: readonly string[];
  readonly associations: readonly DirectConnectGatewayAssociation[];
  readonly proposals: readonly DirectConnectGatewayAssociationProposal[];
}

type Act = (random: Prng) => Promise<unknown>;

/** Everything that can be done to associations and proposals by either account, with values of which many are wrong. */
function acts(clients: readonly [DirectConnect, DirectConnect], world: () => World): Readonly<Record<string, Act>> {
  const client = (random: Prng): DirectConnect => random.pick(clients);
  const anyOf = (random: Prng, ids: readonly (string | undefined)[]): string =>
    ids[random.below(Math.max(1, ids.length))] ?? 'nothing';
  const gateway = (random: Prng): string => anyOf(random, world().gateways);
  const association = (random: Prng): string =>
    anyOf(
      random,
      world().associations.map(({ associationId }) => associationId),
    );
  const cidrs = (random: Prng) => prefixes(...Array.from({ length: random.below(3) }, () => random.pick(CIDRS)));
  return {
    create: (random) =>
      client(random).createDirectConnectGatewayAssociation({
        directConnectGatewayId: gateway(random),
        gatewayId: random.pick(EC2_GATEWAYS),
        addAllowedPrefixesToDirectConnectGateway: cidrs(random),
      }),
    update: (random) =>
      client(random).updateDirectConnectGatewayAssociation({
        associationId: association(random),
        addAllowedPrefixesToDirectConnectGateway: cidrs(random),
        removeAllowedPrefixesToDirectConnectGateway: cidrs(random),
      }),
    remove: (random) =>
      client(random).deleteDirectConnectGatewayAssociation(
        random.below(2) === 0
          ? { associationId: association(random) }
          : { directConnectGatewayId: gateway(random), virtualGatewayId: random.pick(EC2_GATEWAYS) },
      ),
    propose: (random) =>
      client(random).createDirectConnectGatewayAssociationProposal({
        directConnectGatewayId: gateway(random),
        directConnectGatewayOwnerAccount: random.pick(ACCOUNTS),
        gatewayId: random.pick(EC2_GATEWAYS),
        addAllowedPrefixesToDirectConnectGateway: cidrs(random),
        removeAllowedPrefixesToDirectConnectGateway: random.below(3) === 0 ? cidrs(random) : [],
      }),
    accept: (random) => {
      const { proposals } = world();
      const proposal = proposals[random.below(Math.max(1, proposals.length))];
      return client(random).acceptDirectConnectGatewayAssociationProposal({
        directConnectGatewayId: proposal?.directConnectGatewayId ?? gateway(random),
        proposalId: proposal?.proposalId ?? 'nothing',
        associatedGatewayOwnerAccount:
          random.below(5) === 0 ? ACCOUNTS[0] : (proposal?.associatedGateway?.ownerAccount ?? ''),
        overrideAllowedPrefixesToDirectConnectGateway: random.below(3) === 0 ? cidrs(random) : [],
      });
    },
    reject: (random) =>
      client(random).deleteDirectConnectGatewayAssociationProposal({
        proposalId: anyOf(
          random,
          world().proposals.map(({ proposalId }) => proposalId),
        ),
      }),
    replaceGateway: (random) =>
      world().gateways.length > 3
        ? client(random).deleteDirectConnectGateway({ directConnectGatewayId: gateway(random) })
        : makeGateway(client(random)),
  };
}

const parsed = (list: readonly { cidr?: string | undefined }[] = []): readonly Prefix[] =>
  list.map(({ cidr }) => parsePrefix(cidr ?? '')).filter((prefix) => typeof prefix === 'object');

function assertSound({ gateways, associations, proposals }: World): void {
  const pairs = new Set<string>();
  const vgws = new Set<string>();
  for (const association of associations) {
    const { associatedGateway, directConnectGatewayId = '', allowedPrefixesToDirectConnectGateway = [] } = association;
    const { id = '', type } = associatedGateway ?? {};
    assert.ok(gateways.includes(directConnectGatewayId), 'its gateway is there');
    assert.ok(!pairs.has(`${directConnectGatewayId} ${id}`), 'twice between two gateways');
    pairs.add(`${directConnectGatewayId} ${id}`);
    assert.equal(type, id.startsWith('vgw') ? 'virtualPrivateGateway' : 'transitGateway');
    if (type === 'virtualPrivateGateway') {
      assert.ok(!vgws.has(id), 'a virtual private gateway on two gateways');
      vgws.add(id);
      continue;
    }
    assert.ok(allowedPrefixesToDirectConnectGateway.length > 0, 'a transit gateway without prefixes');
    for (const other of associations) {
      if (other === association || other.directConnectGatewayId !== directConnectGatewayId) continue;
      assert.equal(other.associatedGateway?.type, type, 'two kinds on one gateway');
      assert.equal(
        overlap(parsed(allowedPrefixesToDirectConnectGateway), parsed(other.allowedPrefixesToDirectConnectGateway)),
        undefined,
      );
    }
  }
  for (const proposal of proposals) {
    assert.ok(gateways.includes(proposal.directConnectGatewayId ?? ''), 'its gateway is there');
    const between = associations.find(
      (association) =>
        association.directConnectGatewayId === proposal.directConnectGatewayId &&
        association.associatedGateway?.id === proposal.associatedGateway?.id,
    );
    assert.deepEqual(
      proposal.existingAllowedPrefixesToDirectConnectGateway,
      between?.allowedPrefixesToDirectConnectGateway ?? [],
    );
    if (proposal.proposalState === 'accepted') assert.ok(between, 'accepted, and no association');
    else assert.equal(proposal.proposalState, 'requested');
  }
}

for (const lifecycle of LIFECYCLES) {
  describe(`random operations on gateway associations, --lifecycle ${lifecycle}`, () => {
    const done = new Set<string>();
    for (const seed of [1, 2]) {
      it(`never lead to what AWS does not know (seed ${seed})`, async () => {
        const clock = testClock();
        const ferrule = await startFerrule({ lifecycle, now: clock.now });
        try {
          const random = prng(seed);
          const clients = [ferrule.directConnect(ACCOUNTS[0]), ferrule.directConnect(ACCOUNTS[1])] as const;
          for (const client of clients) await makeGateway(client);

          const look = async (): Promise<World> => {
            const gateways: string[] = [];
            const associations = new Map<string | undefined, DirectConnectGatewayAssociation>();
            for (const client of clients) {
              for (const { directConnectGatewayId = '' } of (await client.describeDirectConnectGateways({}))
                .directConnectGateways ?? [])
                gateways.push(directConnectGatewayId);
            }
            for (const directConnectGatewayId of gateways) {
              for (const client of clients) {
                const answer = await client.describeDirectConnectGatewayAssociations({ directConnectGatewayId });
                for (const association of answer.directConnectGatewayAssociations ?? []) {
                  const known = associations.get(association.associationId);
                  if (known) assert.deepEqual(association, known, 'both owners see the same');
                  associations.set(association.associationId, association);
                }
              }
            }
            const proposals = new Map(
              (await Promise.all(clients.map(allProposals))).flat().map((proposal) => [proposal.proposalId, proposal]),
            );
            return { gateways, associations: [...associations.values()], proposals: [...proposals.values()] };
          };

          let seen = await look();
          const can = acts(clients, () => seen);
          const names = Object.keys(can);
          for (let count = 0; count < OPERATIONS; count += 1) {
            const name = names[random.below(names.length)] ?? '';
            const fault: unknown = await can[name]?.(random).then(
              () => undefined,
              (thrown: unknown) => thrown,
            );
            const now = await look();
            if (fault instanceof Error) {
              assert.equal(fault.name, 'DirectConnectClientException', `${name}: ${fault.message}`);
              assert.deepEqual(now, seen, `${name} was refused, and yet changed something`);
            } else done.add(name);
            assertSound(now);
            for (const before of seen.associations) {
              const current = now.associations.find(({ associationId }) => associationId === before.associationId);
              const was = before.associationState ?? '';
              const is = current?.associationState;
              if (is !== undefined) assert.ok(NEXT[was]?.includes(is), `${name}: ${was}, then ${is}`);
              else if (lifecycle === 'timed') assert.equal(was, 'disassociating', `${name}: ${was}, then gone`);
            }
            seen = now;
            if (random.below(3) === 0) {
              clock.pass(random.pick([1, 3, 6]));
              if (lifecycle === 'manual') await askAdmin(ferrule, 'approve', { all: true });
              seen = await look();
              assertSound(seen);
            }
          }
        } finally {
          await ferrule.stop();
        }
      });
    }

    it('were each accepted at least once', () => assert.equal(done.size, 7, [...done].join(', ')));
  });
}
