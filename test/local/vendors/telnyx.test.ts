import Telnyx from 'telnyx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { startTelnyx, type TelnyxSimulator } from '../../../scripts/local/vendors/telnyx/start-telnyx.ts';
import { measureText } from '../../../scripts/local/vendors/telnyx/text-parts.ts';
import { fixturesNote, hasFixtures, pathsOf, readFixture } from './fixtures.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const OURS = '+15125550142';
const THEIRS = '+15125550187';

describe('the Telnyx simulator [D4]', () => {
  const clock = createLocalClock();
  let receiver: WebhookReceiver;
  let sim: TelnyxSimulator;
  let client: Telnyx;

  beforeEach(async () => {
    receiver = await startWebhookReceiver();
    const numbers = [{ phoneNumber: OURS, tags: ['apex'] }];
    sim = await startTelnyx({ clock, numbers, webhookUrl: () => receiver.url, webhookRetryMs: [5, 5] });
    client = new Telnyx({
      apiKey: sim.keys.apiKey,
      publicKey: sim.keys.publicKey,
      baseURL: `${sim.url}/v2`,
      maxRetries: 0,
    });
  });
  afterEach(async () => {
    await sim.stop();
    await receiver.stop();
  });

  const send = (more: object = {}) =>
    client.messages.send({ from: OURS, to: THEIRS, text: 'You are booked.', ...more });
  const failure = async (work: Promise<unknown>) =>
    work.then(
      () => {
        throw new Error('it was expected to fail');
      },
      (error: InstanceType<typeof Telnyx.APIError>) => ({
        status: error.status,
        code: (error.error as { errors: { code: string }[] }).errors[0]?.code,
        body: error.error,
      }),
    );

  it('queues a text, delivers it and says so in signed webhooks', async () => {
    const { data: accepted } = await send();
    await sim.webhooks.idle();
    const { data: now } = await client.messages.retrieve(String(accepted?.id));

    expect(accepted).toMatchObject({ to: [{ status: 'queued' }], parts: 1, encoding: 'GSM-7' });
    expect(now).toMatchObject({ to: [{ status: 'delivered' }] });
    expect(sim.texts()).toMatchObject([
      { from: OURS, to: THEIRS, text: 'You are booked.', status: 'delivered' },
    ]);
    expect(receiver.types()).toEqual(['message.sent', 'message.finalized']);
    for (const { rawBody, headers } of receiver.received) {
      await expect(client.webhooks.unwrap(rawBody, { headers })).resolves.toBeDefined();
    }
  });

  it('ends a text as the phone was set, with the error of the carrier', async () => {
    sim.setOutcome(THEIRS, { status: 'delivery_failed', code: '40008' });

    await send();
    await sim.webhooks.idle();

    const last = receiver.bodies().at(-1);
    expect(last.data.event_type).toBe('message.finalized');
    expect(last.data.payload).toMatchObject({
      to: [{ status: 'delivery_failed' }],
      errors: [{ code: '40008' }],
    });
  });

  it('sends webhooks to the URL of the message rather than the one of the profile', async () => {
    const other = await startWebhookReceiver();

    await send({ webhook_url: other.url });
    await sim.webhooks.idle();

    expect([receiver.received.length, other.received.length]).toEqual([0, 2]);
    await other.stop();
  });

  it('refuses numbers that are not +E.164, sources that are not ours and empty texts', async () => {
    const refusals = [
      await failure(send({ to: '5125550187' })),
      await failure(send({ from: '+15125550999' })),
      await failure(send({ text: '' })),
    ];

    expect(refusals).toMatchObject([
      { status: 422, code: '10016' },
      { status: 400, code: '40013' },
      { status: 422, code: '10004' },
    ]);
    expect(sim.texts()).toEqual([]);
  });

  it('refuses a wrong key with 401', async () => {
    const stranger = new Telnyx({ apiKey: 'KEYwrong', baseURL: `${sim.url}/v2`, maxRetries: 0 });

    const refused = await failure(stranger.messages.send({ from: OURS, to: THEIRS, text: 'Hi' }));

    expect(refused).toMatchObject({ status: 401, code: '10009' });
  });

  it('blocks the profile for a phone that sent STOP until it sends START', async () => {
    sim.receiveText({ from: THEIRS, to: OURS, text: ' stop ' });
    const blocked = await failure(send());
    sim.receiveText({ from: THEIRS, to: OURS, text: 'START' });
    await send();
    await sim.webhooks.idle();

    expect(blocked).toMatchObject({ status: 409, code: '40300' });
    const [stop, start] = receiver.bodies();
    expect(stop.data.payload.autoresponse_type).toBe('STOP');
    expect(start.data.payload.autoresponse_type).toBe('START');
    expect(sim.optOuts()).toEqual([]);
  });

  it('does not take a sentence with the word stop in it for a STOP', async () => {
    sim.receiveText({ from: THEIRS, to: OURS, text: 'please stop by at 10' });
    await sim.webhooks.idle();

    expect(receiver.bodies()[0].data.payload.autoresponse_type).toBeUndefined();
    expect(sim.optOuts()).toEqual([]);
  });

  it('finds a text of unknown outcome in the detail records and shows its words', async () => {
    const before = new Date(clock.now() - 1000).toISOString();
    sim.faults.add({ match: { method: 'POST', nth: 1 }, effect: 'hang-after' });
    const lost = client.messages.send({ from: OURS, to: THEIRS, text: 'Booked.' }, { timeout: 100 });
    await expect(lost).rejects.toBeInstanceOf(Telnyx.APIConnectionTimeoutError);

    const filter = { record_type: 'messaging', cli: OURS, cld: THEIRS, created_at: { gte: before } };
    const records = await client.detailRecords.list({ filter } as never);
    const other = await client.detailRecords.list({
      filter: { ...filter, cld: '+15125550000' },
    } as never);

    const [found] = records.data as { uuid: string; tags: string; status: string }[];
    const { data: message } = await client.messages.retrieve(String(found?.uuid));
    expect(found).toMatchObject({ status: 'delivered', tags: 'apex' });
    expect(message).toMatchObject({ text: 'Booked.' });
    expect(other.data).toEqual([]);
  });

  it('counts parts as phones do', () => {
    const sizes = ['a'.repeat(160), 'a'.repeat(161), '€'.repeat(80), '😀'.repeat(35), '😀'.repeat(36)].map(
      (text) => measureText(text),
    );

    expect(sizes.map(({ encoding, parts }) => `${encoding} ${parts}`)).toEqual([
      'GSM-7 1',
      'GSM-7 2',
      'GSM-7 1',
      'UCS-2 1',
      'UCS-2 2',
    ]);
  });

  it.runIf(hasFixtures)(
    `makes answers and events with the names of the fixtures${fixturesNote}`,
    async () => {
      const answer = await send({ webhook_url: receiver.url });
      sim.setOutcome(THEIRS, { status: 'delivery_failed' });
      await send();
      sim.receiveText({ from: THEIRS, to: OURS, text: 'Can we make it 10 instead?' });
      sim.receiveText({ from: THEIRS, to: OURS, text: 'STOP' });
      const blocked = await failure(send());
      const invalid = await failure(send({ to: '512' }));
      await sim.webhooks.idle();

      const [sent, finalized, , failed, received, stop] = receiver.bodies();
      const made = {
        'api.messages.response': answer,
        'api.error.40300': blocked.body,
        'api.error.422': invalid.body,
        'message.sent': sent,
        'message.finalized': finalized,
        'message.finalized.failed': failed,
        'message.received': received,
        'message.received.stop': stop,
      };
      for (const [file, value] of Object.entries(made)) {
        expect(pathsOf(value), file).toEqual(pathsOf(readFixture(`telnyx/${file}.json`)));
      }
    },
  );

  it.runIf(hasFixtures)(`measures the text of the fixture alike${fixturesNote}`, () => {
    const { data } = readFixture('telnyx/api.messages.response.json') as {
      data: { text: string; num_chars: number; encoding: string; parts: number };
    };

    const { num_chars, encoding, parts } = data;
    expect(measureText(data.text)).toEqual({ num_chars, encoding, parts });
  });
});
