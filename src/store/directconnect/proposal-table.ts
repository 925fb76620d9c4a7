import type { Acceptance, Proposal } from '../../directconnect/model/proposal.ts';
import type { Instant } from '../../directconnect/model/transition.ts';
import type { GatewayPairFilter, Page, PageRequest, ProposalStore } from '../../directconnect/stores.ts';
import { pageOf, rowsWanted } from '../page.ts';
import { integer, optionalInteger, optionalText, orNull, text, texts } from '../row.ts';
import type { Row, Sql } from '../sql.ts';
import { associatedGatewayOf, listSeen } from './gateway-pairs.ts';

/** Proposals that are requested, and accepted ones for as long as they are listed. */
export class ProposalTable implements ProposalStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async find(id: string): Promise<Proposal | undefined> {
    const row = await this.#sql.get('SELECT * FROM gateway_proposal WHERE id = ?', id);
    return row && proposalOf(row);
  }

  async list(account: string, filter: GatewayPairFilter, page: PageRequest): Promise<Page<Proposal>> {
    const rows = await listSeen(this.#sql, 'gateway_proposal', account, filter, [page.after ?? 0, rowsWanted(page)]);
    return pageOf(rows, page, proposalOf);
  }

  async add(proposal: Proposal): Promise<void> {
    const { associated, accepted } = proposal;
    await this.#sql.run(
      `INSERT INTO gateway_proposal (id, gateway_id, gateway_account, associated_id, associated_type, associated_account,
       associated_region, requested_prefixes, association_id, due_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      proposal.id,
      proposal.gatewayId,
      proposal.gatewayAccount,
      associated.id,
      associated.type,
      associated.account,
      associated.region,
      JSON.stringify(proposal.requestedPrefixes),
      orNull(accepted?.associationId),
      orNull(accepted?.dueAt),
      proposal.createdAt,
    );
  }

  async save(proposal: Proposal): Promise<void> {
    await this.#sql.run(
      'UPDATE gateway_proposal SET requested_prefixes = ?, association_id = ?, due_at = ? WHERE id = ?',
      JSON.stringify(proposal.requestedPrefixes),
      orNull(proposal.accepted?.associationId),
      orNull(proposal.accepted?.dueAt),
      proposal.id,
    );
  }

  async remove(id: string): Promise<void> {
    await this.#sql.run('DELETE FROM gateway_proposal WHERE id = ?', id);
  }

  async removeOfAssociation(associationId: string): Promise<void> {
    await this.#sql.run('DELETE FROM gateway_proposal WHERE association_id = ?', associationId);
  }

  async removeOfGateway(gatewayId: string): Promise<void> {
    await this.#sql.run('DELETE FROM gateway_proposal WHERE gateway_id = ?', gatewayId);
  }

  async due(now: Instant): Promise<readonly Proposal[]> {
    const rows = await this.#sql.all('SELECT * FROM gateway_proposal WHERE due_at <= ? ORDER BY due_at, seq', now);
    return rows.map(proposalOf);
  }
}

const proposalOf = (row: Row): Proposal => ({
  id: text(row, 'id'),
  gatewayId: text(row, 'gateway_id'),
  gatewayAccount: text(row, 'gateway_account'),
  associated: associatedGatewayOf(row),
  requestedPrefixes: texts(row, 'requested_prefixes'),
  accepted: acceptanceOf(optionalText(row, 'association_id'), optionalInteger(row, 'due_at')),
  createdAt: integer(row, 'created_at'),
});

const acceptanceOf = (associationId: string | undefined, dueAt: number | undefined): Acceptance | undefined =>
  associationId === undefined || dueAt === undefined ? undefined : { associationId, dueAt };
