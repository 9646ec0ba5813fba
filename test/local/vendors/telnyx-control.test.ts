import { createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { startTelnyx, type TelnyxSimulator } from '../../../scripts/local/vendors/telnyx/start-telnyx.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const OURS = '+15125550142';
const THEIRS = '+15125550187';

describe('the knobs of the Telnyx simulator [D4]', () => {
  let receiver: WebhookReceiver;
  let sim: TelnyxSimulator;

  beforeEach(async () => {
    receiver = await startWebhookReceiver();
    const at = (path: string) => () => `${receiver.url}${path}`;
    sim = await startTelnyx({
      clock: createLocalClock(),
      numbers: [{ phoneNumber: OURS }],
      webhookUrl: at('/messaging'),
      webhookUrls: { voice: at('/voice'), orders: at('/orders'), registrations: at('/10dlc') },
      webhookRetryMs: [5],
    });
  });
  afterEach(async () => {
    await sim.stop();
    await receiver.stop();
  });

  const turn = async (command: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(command);
    const answer = await fetch(`${sim.url}/_control`, { method: 'POST', headers, body });
    await sim.webhooks.idle();
    return answer.status;
  };
  const told = () => sim.webhooks.list().map(({ type, state }) => `${type} ${state}`);

  it('play a call that is answered, and one that is not', async () => {
    expect(await turn({ call: { from: THEIRS, to: OURS } })).toBe(200);
    expect(await turn({ call: { from: THEIRS, to: OURS, isAnswered: false, cause: 'timeout' } })).toBe(200);

    expect(told()).toEqual([
      'call.initiated delivered',
      'call.answered delivered',
      'call.hangup delivered',
      'call.initiated delivered',
      'call.hangup delivered',
    ]);
  });

  it('tell how an order and a registration ended', async () => {
    await turn({ order: { numbers: [OURS], status: 'failure' } });
    await turn({ registration: { campaignId: 'campaign-1', status: 'REJECTED' } });

    expect(told()).toEqual(['number_order.complete delivered', '10dlc.campaign delivered']);
    expect(receiver.bodies()).toMatchObject([
      { data: { payload: { status: 'failure' } } },
      { campaignId: 'campaign-1', status: 'REJECTED' },
    ]);
  });

  it('say how orders and registrations end, what is in stock, and when all of it is decided', async () => {
    const { apiKey } = sim.keys;
    const ask = async (method: string, path: string, body?: object) => {
      const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
      const answer = await fetch(`${sim.url}/v2${path}`, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      return (await answer.json()) as { data: { phone_number: string; status: string }[] };
    };
    const search = () =>
      ask('GET', '/available_phone_numbers?filter[country_code]=US&filter[national_destination_code]=737');
    await turn({ stock: { areaCode: '737', count: 2 } });
    const [first, second] = (await search()).data;
    await turn({ take_number: first?.phone_number });
    await turn({ verdicts: { order: 'failure' } });
    expect((await search()).data).toEqual([second]);

    await ask('POST', '/number_orders', { phone_numbers: [{ phone_number: second?.phone_number }] });
    await turn({ settle: true });

    expect((await ask('GET', '/number_orders')).data).toMatchObject([{ status: 'failure' }]);
    expect(told()).toEqual(['number_order.complete delivered']);
  });

  it('refuse what they do not know, saying what they do', async () => {
    expect(await turn({ juggle: true })).toBe(400);
    expect(told()).toEqual([]);
  });

  it('answer only the words that Telnyx knows, and block by STOP for that profile alone', () => {
    const other = sim.addNumber('+15125550143');
    for (const text of ['REVOKE', 'opt out', 'Stop.', 'INFO', 'help', 'stop']) {
      sim.receiveText({ from: THEIRS, to: OURS, text });
    }

    expect(sim.autoresponses().map(({ keyword }) => keyword)).toEqual(['HELP', 'STOP']);
    expect(sim.optOuts()).toMatchObject([{ phone: THEIRS }]);
    expect(sim.optOuts()[0]?.profileId).not.toBe(other);
  });

  it('sign what is told besides texts with the key of the account', async () => {
    sim.ring({ from: THEIRS, to: OURS });
    await sim.webhooks.idle();

    const [request] = receiver.received;
    const spki = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(sim.keys.publicKey, 'base64'),
    ]);
    const signed = Buffer.from(`${request?.headers['telnyx-timestamp']}|${request?.rawBody}`);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const signature = Buffer.from(String(request?.headers['telnyx-signature-ed25519']), 'base64');
    expect(verify(null, signed, key, signature)).toBe(true);
  });
});
