import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type Stored, startAws } from './aws-on-loopback.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const CALL = 'call_ofastage0000000001';
const APPOINTMENT = 'apt_ofastageofastageofastage1';
const NINE = Date.parse('2025-11-24T15:00:00.000Z');

const logged = (seconds: number, service: string, message: string, fields: object = {}) => {
  const timestamp = NINE + seconds * 1000;
  const line = { level: 'INFO', message, timestamp: new Date(timestamp).toISOString(), service };
  return {
    timestamp,
    message: `${JSON.stringify({ ...line, correlationId: CALL, businessId: 'biz_stage001', ...fields })}\n`,
  };
};

const BOOKED = logged(2, 'voice/agent', 'row.written', {
  noun: 'appointment',
  id: APPOINTMENT,
  appointmentId: APPOINTMENT,
  to: 'booked',
  serviceId: 'tune-up',
  startsAt: '2025-11-25T15:00:00.000Z',
  durationMinutes: 60,
  crewId: 'a',
  zone: 'America/Chicago',
});
const PAID = logged(9, 'webhooks/stripe', 'webhook.accepted', {
  correlationId: 'stripe:evt_1',
  businessId: undefined,
  vendor: 'stripe',
  type: 'invoice.paid',
  objectId: 'in_1',
});

const STAGE: Stored = {
  groups: {
    'CloudGreet-dev-app-VoiceAgentLogs1': [
      logged(0, 'voice/agent', 'call.answered', { milliseconds: 30 }),
      BOOKED,
      { timestamp: NINE + 2500, message: 'REPORT RequestId: 1 Duration: 3 ms' },
      { timestamp: NINE + 2600, message: `{"_aws":{},"service":"voice/agent","note":"${CALL}"}` },
    ],
    'CloudGreet-dev-app-BillingLogs2': [
      logged(5, 'workers/charge-booking-fee', 'vendor.attempted', {
        vendor: 'stripe',
        operation: 'pay',
        outcome: 'accepted',
        objectId: 'in_1',
        objectState: 'paid',
        milliseconds: 40,
      }),
    ],
    'CloudGreet-dev-app-StripeLogs3': [PAID],
    'CloudGreet-prod-app-VoiceAgentLogs1': [
      logged(1, 'voice/agent', 'tool.failed', { tool: 'of another stage' }),
    ],
  },
  tables: ['Another', 'CloudGreet-dev-data-Rows1'],
  rows: [
    {
      pk: { S: 'BIZ#biz_stage001#SCHEDULE' },
      sk: { S: '0#CFG' },
      name: { S: 'Polar Air' },
      zone: { S: 'America/Chicago' },
      services: { L: [{ M: { id: { S: 'tune-up' }, name: { S: 'AC tune-up' } } }] },
    },
    {
      pk: { S: 'BIZ#biz_stage001#CALLS' },
      sk: { S: CALL },
      transcriptKey: { S: 'transcripts/biz_stage001/t1' },
      durationMs: { N: '61000' },
      disconnectionReason: { S: 'user_hangup' },
    },
    {
      pk: { S: 'BIZ#biz_stage001#APPOINTMENTS' },
      sk: { S: `${APPOINTMENT}#FEE` },
      state: { S: 'charged' },
      amountCents: { N: '5000' },
      invoiceId: { S: 'in_1' },
    },
  ],
  buckets: ['another', 'cloudgreet-dev-data-raw1'],
  objects: { '/cloudgreet-dev-data-raw1/transcripts/biz_stage001/t1': 'User: my furnace is out' },
};

/** Runs the command as a person does, with its AWS on this machine. */
const trace = (args: readonly string[], endpoint?: string, typed = '', variables: object = {}) =>
  new Promise<{ code: number | null; shown: string }>((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/trace.ts', ...args], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: '/nonexistent',
        NO_COLOR: '1',
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        ...(endpoint !== undefined && { AWS_ENDPOINT_URL: endpoint }),
        ...variables,
      },
    });
    let shown = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (shown += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, shown }));
    child.stdin.end(typed);
  });

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const aws of running.splice(0)) await aws.stop();
});
const aStage = async (stored: Stored = STAGE) => {
  const aws = await startAws(stored);
  running.push(aws);
  return aws;
};

describe('npm run trace, of a stage [O5]', () => {
  it('reads all pages of all its logs, follows what vendors call things, and asks the table how it stands', async () => {
    const aws = await aStage();

    const { code, shown } = await trace([CALL, '--stage', 'dev', '--since', '99999d'], aws.url);

    expect(shown).toContain('Polar Air (biz_stage001), Mon, Nov 24, 9:00 AM, times of America/Chicago');
    expect(shown).toContain('Booked at 9:00:02 AM: AC tune-up on Tue, Nov 25, 9:00 AM, appointment');
    expect(shown).toContain('Booking fee: $50.00 owed and paid. Invoice in_1.');
    expect(shown).toContain('The call lasted 61 s and ended with user_hangup.');
    expect(shown).toMatch(/09:00:05\.000 +\+5\.00 s {2}Stripe +was asked to take the payment: done/);
    expect(shown).toMatch(
      /09:00:09\.000 +\+9\.00 s {2}Stripe +told us that the invoice was paid: invoice\.paid/,
    );
    expect(shown).not.toMatch(/another stage|furnace is out|REPORT/);
    expect(code).toBe(0);
    const patterns = aws.asked.flatMap(({ input }) => input.filterPattern ?? []);
    expect(new Set(patterns)).toEqual(new Set([`?"${CALL}"`, '?"in_1"', '?"stripe:evt_1"']));
  });

  it('looks back no further than it is told', async () => {
    const aws = await aStage();

    const { code, shown } = await trace([CALL, '--stage', 'dev', '--since', '30m'], aws.url);

    const [search] = aws.asked.filter(({ action }) => action.endsWith('FilterLogEvents'));
    expect(Date.now() - Number(search?.input.startTime)).toBeGreaterThan(29 * 60_000);
    expect(Date.now() - Number(search?.input.startTime)).toBeLessThan(60 * 60_000);
    expect({ code, shown }).toEqual({
      code: 1,
      shown: `There is no call ${CALL} in stage dev since 30m ago.\n`,
    });
  });

  it('prints what was said only when it is asked to', async () => {
    const aws = await aStage();

    const { shown } = await trace(
      [CALL, '--stage', 'dev', '--since', '99999d', '--with-transcript'],
      aws.url,
    );

    expect(shown).toContain('Transcript\nUser: my furnace is out');
  });

  it.each([
    ['a region', { AWS_REGION: undefined }, 'Say in which region the stage is: export AWS_REGION.\n'],
    [
      'credentials',
      { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' },
      'There are no AWS credentials: export AWS_PROFILE, or log in (aws sso login).\n',
    ],
  ])('says how to come by %s', async (_, variables, shown) => {
    expect(await trace([CALL, '--stage', 'dev'], 'http://127.0.0.1:9', '', variables)).toEqual({
      code: 1,
      shown,
    });
  });

  it('says that a stage has no logs', async () => {
    const aws = await aStage({ groups: {} });

    expect(await trace([CALL, '--stage', 'qa'], aws.url)).toEqual({
      code: 1,
      shown: 'There are no logs of stage qa: no log group CloudGreet-qa-app-…\n',
    });
  });
});

describe('npm run trace, of saved lines', () => {
  const lines = Object.values(STAGE.groups).flat().slice(0, 4);
  const saved = lines.map(({ message }) => message.trim()).join('\n');

  it.each([
    ['as they were printed', saved],
    ['as CloudWatch gives them', JSON.stringify({ events: lines }, null, 2)],
    ['as CloudWatch gives them, a line each', lines.map((event) => JSON.stringify(event)).join('\n')],
  ])('reads them %s', async (_, typed) => {
    const { code, shown } = await trace([CALL, '--file', '-'], undefined, typed);

    expect(shown).toContain('(biz_stage001), Mon, Nov 24, 9:00 AM, times of America/Chicago');
    expect(shown).toContain('Booked at 9:00:02 AM: tune-up on Tue, Nov 25, 9:00 AM');
    expect(code).toBe(0);
  });

  it('gives a program the same as JSON', async () => {
    const { shown } = await trace([CALL, '--file', '-', '--json'], undefined, saved);

    expect(JSON.parse(shown)).toMatchObject({
      story: { callId: CALL, moments: [{ at: NINE, who: 'Retell', line: { message: 'call.answered' } }, {}] },
    });
  });

  it.each([
    [[], 'Say which call: npm run trace -- <callId>, as Retell calls it (call_…), or "last".'],
    [['call_nobody', '--file', '-'], 'There is no call call_nobody in what was piped in.'],
    [['call_x', '--since', 'soon', '--file', '-'], '"soon" is no span of time: say 30m, 2h or 7d.'],
    [['call_x', '--bogus'], "Unknown option '--bogus'"],
    [['call_x', '--file', 'gone.jsonl'], 'gone.jsonl cannot be read.'],
  ])('answers %j with one sentence', async (args, sentence) => {
    const { code, shown } = await trace(args, undefined, saved);

    expect(shown).toContain(sentence);
    expect(shown.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });
});
