import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { clientRefusal } from '../harness/refusal.ts';

const UNSIGNED = [{ agreementName: 'ConnectionTerms', status: 'unsigned' }];
const SIGNED = [{ agreementName: 'ConnectionTerms', status: 'signed' }];

describe('DescribeCustomerMetadata and ConfirmCustomerAgreement', () => {
  let ferrule: TestFerrule;
  before(async () => {
    ferrule = await startFerrule({ partnerAccounts: ['111111111111', '111111111110:v1'] });
  });
  after(() => ferrule.stop());

  it('says which kind of partner an account is', async () => {
    const typeOf = async (account: string): Promise<string | undefined> =>
      (await ferrule.directConnect(account).describeCustomerMetadata({})).nniPartnerType;
    assert.equal(await typeOf('111111111111'), 'v2');
    assert.equal(await typeOf('111111111110'), 'v1');
    assert.equal(await typeOf('222222222222'), 'nonPartner');
  });

  it('keeps what an account has signed, in every Region and for that account alone', async () => {
    const dx = ferrule.directConnect('333333333333');
    assert.deepEqual((await dx.describeCustomerMetadata({})).agreements, UNSIGNED);
    const { status } = await dx.confirmCustomerAgreement({ agreementName: 'ConnectionTerms' });
    assert.equal(status, 'signed');
    assert.equal((await dx.confirmCustomerAgreement({ agreementName: 'ConnectionTerms' })).status, 'signed');
    assert.deepEqual((await dx.describeCustomerMetadata({})).agreements, SIGNED);
    const elsewhere = ferrule.directConnect('333333333333', 'eu-west-1');
    assert.deepEqual((await elsewhere.describeCustomerMetadata({})).agreements, SIGNED);
    const stranger = ferrule.directConnect('444444444444');
    assert.deepEqual((await stranger.describeCustomerMetadata({})).agreements, UNSIGNED);
  });

  it('takes no name for all agreements, and refuses one that it does not know', async () => {
    const dx = ferrule.directConnect('555555555555');
    await clientRefusal(
      dx.confirmCustomerAgreement({ agreementName: 'Lease' }),
      'Agreement Lease does not exist: the agreements are ConnectionTerms.',
    );
    assert.deepEqual((await dx.describeCustomerMetadata({})).agreements, UNSIGNED);
    await dx.confirmCustomerAgreement({});
    assert.deepEqual((await dx.describeCustomerMetadata({})).agreements, SIGNED);
  });
});

describe('DescribeCustomerMetadata, where nobody is named as a partner', () => {
  it('takes everybody for one, and remembers signatures over a restart', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'ferrule-'));
    const first = await startFerrule({ dataDirectory });
    await first.directConnect().confirmCustomerAgreement({});
    await first.stop();
    const second = await startFerrule({ dataDirectory });
    const { agreements, nniPartnerType } = await second.directConnect().describeCustomerMetadata({});
    assert.deepEqual({ agreements, nniPartnerType }, { agreements: SIGNED, nniPartnerType: 'v2' });
    await second.stop();
    rmSync(dataDirectory, { recursive: true });
  });
});

describe('the list of partners', () => {
  it('refuses what is no account id', async () => {
    await assert.rejects(
      startFerrule({ partnerAccounts: ['12345'] }),
      /^Error: 12345 names no partner: it must be a 12-digit/,
    );
  });
});
