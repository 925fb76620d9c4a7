import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { connectionOf, lagOf, orderConnection } from '../harness/orders.ts';
import { allocateHosted, orderInterconnect } from '../harness/partners.ts';
import { readPdf } from '../harness/pdf.ts';
import type { PdfReading } from '../harness/pdf.ts';
import { clientRefusal } from '../harness/refusal.ts';

const ISSUED = Date.UTC(2026, 10, 23, 15, 4, 5);
const PANEL = /^PP-\d{6}$/;
const PORTS = /^\d+ \/ \d+$/;

/** The document of an answer, read. */
const letter = (answer: { loaContent?: Uint8Array | undefined }): PdfReading => {
  assert.ok(answer.loaContent);
  const reading = readPdf(answer.loaContent);
  assert.equal(reading.pages, 1);
  return reading;
};

describe('DescribeLoa', () => {
  let now = ISSUED;
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule({ now: () => now });
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  it('answers a PDF that says whose port it is, where, and who may have it connected', async () => {
    const connectionId = await orderConnection(dx, { connectionName: 'Ashburn primary' });
    const answer = await dx.describeLoa({ connectionId, providerName: 'Zayo Group' });
    assert.equal(answer.loaContentType, 'application/pdf');
    const { lines, text } = letter(answer);
    const connection = await connectionOf(dx, connectionId);
    for (const line of [
      'Zayo Group,',
      'on behalf of AWS account 000000000000',
      'Equinix DC2/DC11, Ashburn, VA',
      'EqDC2',
      'Ashburn primary',
      connectionId,
      connection.awsDeviceV2 ?? '',
      'us-east-1',
      '000000000000',
      'Single-mode fibre (OS2), duplex LC',
      '10GBASE-LR',
      '10 Gbit/s',
      'Issued 23 November 2026',
      'Expires 21 February 2027',
      '23 November 2026, 15:04:05 UTC',
    ])
      assert.ok(lines.includes(line), `the letter has no line "${line}": ${lines.join(' | ')}`);
    assert.equal(lines.filter((line) => PANEL.test(line)).length, 1);
    assert.equal(lines.filter((line) => PORTS.test(line)).length, 1);
    assert.match(text, /is authorised to have one cross connect installed between its own termination/);
  });

  it('says that it is not one of AWS’s', async () => {
    const { lines } = letter(await dx.describeLoa({ connectionId: await orderConnection(dx) }));
    assert.equal(lines.filter((line) => line.includes('Not an AWS document')).length, 2);
    assert.ok(lines.includes('EMULATED'));
  });

  it('is the same to the octet for the same connection and time', async () => {
    const connectionId = await orderConnection(dx);
    const one = await dx.describeLoa({ connectionId });
    const two = await dx.describeLoa({ connectionId });
    assert.deepEqual(one.loaContent, two.loaContent);
  });

  it('sets the issue time with each call, and keeps the demarcation', async () => {
    const connectionId = await orderConnection(dx);
    assert.equal((await connectionOf(dx, connectionId)).loaIssueTime, undefined);
    const first = letter(await dx.describeLoa({ connectionId }));
    assert.deepEqual((await connectionOf(dx, connectionId)).loaIssueTime, new Date(now));
    now += 86_400_000;
    const second = letter(await dx.describeLoa({ connectionId, loaContentType: 'application/pdf' }));
    assert.deepEqual((await connectionOf(dx, connectionId)).loaIssueTime, new Date(now));
    assert.notDeepEqual(first.lines, second.lines);
    assert.deepEqual(first.lines.filter((line) => PANEL.test(line)), second.lines.filter((line) => PANEL.test(line))); // prettier-ignore
  });

  it('names the provider of the order where the call names none', async () => {
    const ordered = await orderConnection(dx, { providerName: 'Verizon' });
    assert.ok(letter(await dx.describeLoa({ connectionId: ordered })).lines.includes('Verizon,'));
    const bare = await orderConnection(dx);
    assert.ok(letter(await dx.describeLoa({ connectionId: bare })).lines.includes('AWS account 000000000000'));
  });

  it('issues one letter for all members of a LAG, each with its own ports', async () => {
    const { lagId = '' } = await dx.createLag({
      numberOfConnections: 4,
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      lagName: 'four',
    });
    const { lines, text } = letter(await dx.describeLoa({ connectionId: lagId }));
    const { connections = [] } = await lagOf(dx, lagId);
    for (const { connectionId = '', loaIssueTime } of connections) {
      assert.ok(lines.includes(connectionId));
      assert.deepEqual(loaIssueTime, new Date(now));
    }
    assert.equal(new Set(lines.filter((line) => PANEL.test(line))).size, 4);
    assert.match(text, /is authorised to have 4 cross connects installed/);
    const [member] = connections;
    assert.ok(letter(await dx.describeLoa({ connectionId: member?.connectionId })).lines.includes(member?.connectionId ?? '')); // prettier-ignore
  });

  it('stays one page with the longest names, and prints what its font has', async () => {
    const connectionId = await orderConnection(dx, { connectionName: `東京 ${'long '.repeat(39)}`.slice(0, 200) });
    const { text } = letter(await dx.describeLoa({ connectionId, providerName: 'Fibre – naïve & Söhne '.repeat(9) }));
    assert.match(text, /\?\? long long/);
    assert.match(text, /Fibre – naïve & Söhne/);
  });

  it('refuses another content type, a provider name of nothing or of control characters', async () => {
    const connectionId = await orderConnection(dx);
    await clientRefusal(
      dx.describeLoa({ connectionId, loaContentType: 'text/html' as 'application/pdf' }),
      'loaContentType text/html is not valid: it must be application/pdf.',
    );
    for (const providerName of ['', 'a\nb', 'x'.repeat(201)])
      await clientRefusal(dx.describeLoa({ connectionId, providerName }), /^providerName is not valid/);
    assert.equal((await connectionOf(dx, connectionId)).loaIssueTime, undefined);
  });

  it('refuses a hosted connection, an empty LAG, and what is not the caller’s', async () => {
    const interconnectId = await orderInterconnect(dx);
    const hosted = await allocateHosted(dx, interconnectId, '222222222222');
    const customer = ferrule.directConnect('222222222222');
    await clientRefusal(customer.describeLoa({ connectionId: hosted }), /is a hosted connection, which has no LOA-CFA/);
    const { lagId = '' } = await dx.createLag({
      numberOfConnections: 0,
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      lagName: 'empty',
    });
    await clientRefusal(
      dx.describeLoa({ connectionId: lagId }),
      `Lag ${lagId} has no connections, so there is nothing to issue a LOA-CFA for.`,
    );
    await clientRefusal(customer.describeLoa({ connectionId: lagId }), `Could not find Lag with ID ${lagId}`);
    const connectionId = await orderConnection(dx);
    await clientRefusal(customer.describeLoa({ connectionId }), `Could not find Connection with ID ${connectionId}`);
    await clientRefusal(dx.describeLoa({ connectionId: 'loa' }), 'Connection ID loa has an invalid format.');
  });
});

describe('DescribeLoa of what is requested', () => {
  it('is refused until a port has been assigned', async () => {
    let now = ISSUED;
    const ferrule = await startFerrule({
      lifecycle: 'timed',
      durations: { requested: 60, pending: 60 },
      now: () => now,
    });
    const dx = ferrule.directConnect();
    const connectionId = await orderConnection(dx);
    const { lagId = '' } = await dx.createLag({
      numberOfConnections: 1,
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      lagName: 'new',
    });
    await clientRefusal(
      dx.describeLoa({ connectionId }),
      `The LOA-CFA of Connection ${connectionId} is not available yet: it is requested, and a LOA-CFA is issued once a port has been assigned (pending).`,
    );
    await clientRefusal(dx.describeLoa({ connectionId: lagId }), /^The LOA-CFA of Lag dxlag-\w+ is not available yet: its connections are requested/); // prettier-ignore
    assert.equal((await connectionOf(dx, connectionId)).loaIssueTime, undefined);
    now += 60_000;
    letter(await dx.describeLoa({ connectionId }));
    letter(await dx.describeLoa({ connectionId: lagId }));
    const connection = await connectionOf(dx, connectionId);
    assert.equal(connection.connectionState, 'pending');
    assert.deepEqual(connection.loaIssueTime, new Date(now));
    await ferrule.stop();
  });
});

describe('DescribeConnectionLoa and DescribeInterconnectLoa', () => {
  it('wrap the same document, each for its own kind', async () => {
    const ferrule = await startFerrule({ now: () => ISSUED });
    const dx = ferrule.directConnect();
    const connectionId = await orderConnection(dx);
    const interconnectId = await orderInterconnect(dx, { interconnectName: 'NNI 1' });
    const { loa } = await dx.describeConnectionLoa({ connectionId, providerName: 'Verizon' });
    assert.equal(loa?.loaContentType, 'application/pdf');
    const same = await dx.describeLoa({ connectionId, providerName: 'Verizon' });
    assert.deepEqual(loa?.loaContent, same.loaContent);

    const { loa: other } = await dx.describeInterconnectLoa({ interconnectId });
    const { lines } = letter(other ?? {});
    for (const line of ['NNI 1', 'Interconnect ID', interconnectId]) assert.ok(lines.includes(line), line);
    assert.deepEqual(other?.loaContent, (await dx.describeLoa({ connectionId: interconnectId })).loaContent);
    const { interconnects } = await dx.describeInterconnects({ interconnectId });
    assert.deepEqual(interconnects?.[0]?.loaIssueTime, new Date(ISSUED));

    await clientRefusal(
      dx.describeConnectionLoa({ connectionId: interconnectId }),
      `Could not find Connection with ID ${interconnectId}`,
    );
    await clientRefusal(
      dx.describeInterconnectLoa({ interconnectId: connectionId }),
      `Could not find Interconnect with ID ${connectionId}`,
    );
    const hosted = await allocateHosted(dx, interconnectId, '222222222222');
    await clientRefusal(
      ferrule.directConnect('222222222222').describeConnectionLoa({ connectionId: hosted }),
      /is a hosted connection, which has no LOA-CFA/,
    );
    await ferrule.stop();
  });
});
