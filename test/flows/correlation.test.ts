import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { gather } from '../../scripts/trace/gather.ts';
import { parseLine } from '../../scripts/trace/parse-line.ts';
import { book, useTool } from '../support/agent-tools.ts';
import { logsOf } from '../support/traces.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

/** What only a person, or only we, may know. */
const NAME = 'Theodora Quillfeather';
const ADDRESS = '17 Wandering Heron Lane, Austin';
const STORY = 'My husband Ambrose is on oxygen and the furnace went cold last night.';
const PROSE = 'Leave the key with Mrs. Pemberton next door';

const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values((value ?? {}) as object).flatMap(textsIn);

const printed = () => world.lines.filter(({ source }) => source.startsWith('function:'));

const aLivelyCall = async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  call.callerSays(STORY);
  const args = { customer_name: NAME, address: ADDRESS, notes: PROSE };
  await useTool(call, 'lookup_availability', { service: `a furnace for ${NAME}` });
  await useTool(call, 'book_appointment', { [NAME]: PROSE, slot_id: PROSE, customer_phone: '12' });
  await book(business, call, { differing: { ...args, customer_phone: `555 ${NAME}` } });
  const booked = await book(business, call, { differing: args });
  call.agentSays(booked.result.say);
  await useTool(call, 'send_booking_sms', { booking_id: booked.result.booking_id });
  call.callerSays(PROSE);
  call.hangUp();
  await world.atRest();
  return { business, call, booked };
};

describe('what a booked call leaves in the log [O5]', () => {
  it('is under the id of the call, from the first webhook to the last effect', async () => {
    const { business, call } = await aLivelyCall();

    const logs = logsOf(world);
    const found = await gather(call.callId, { lines: logs });
    logs.close();
    const lines = printed().flatMap(({ text, at }) => parseLine(text, at) ?? []);

    // Nobody else called: each line of the run belongs to this call, and says so.
    const strangers = lines.filter(({ fields }) => fields.correlationId !== call.callId);
    const known = new Set(found?.lines.map(({ fields }) => fields.correlationId));
    expect(strangers.filter(({ fields }) => !known.has(fields.correlationId))).toEqual([]);
    // A vendor that knows no call tells of an invoice, a message or an e-mail; from its row on it is the call's.
    expect(new Set(strangers.map(({ handler }) => handler))).toEqual(
      new Set(['webhooks/stripe', 'webhooks/telnyx', 'webhooks/resend', 'workers/apply-vendor-event']),
    );
    const ownMessages = (handler: string) =>
      new Set(
        lines
          .filter((line) => line.handler === handler && line.fields.correlationId === call.callId)
          .map(({ message, fields }) => String(fields.noun ?? fields.operation ?? fields.event ?? message)),
      );
    expect([...ownMessages('voice/agent')]).toEqual(
      expect.arrayContaining(['call.answered', 'tool.answered', 'appointment', 'fee']),
    );
    expect([...ownMessages('webhooks/retell')]).toEqual(['webhook.accepted']);
    expect([...ownMessages('workers/relay-events')]).toEqual(
      expect.arrayContaining(['appointment.booked', 'fee.charged', 'text.delivered']),
    );
    expect([...ownMessages('workers/charge-booking-fee')]).toEqual(
      expect.arrayContaining(['fee', 'draft', 'item', 'finalize', 'pay', 'appointment.booked']),
    );
    expect([...ownMessages('workers/send-confirmation')]).toEqual(
      expect.arrayContaining(['text', 'send message', 'appointment.booked']),
    );
    expect([...ownMessages('workers/send-email')]).toEqual(
      expect.arrayContaining(['alert', 'send e-mail', 'appointment.booked']),
    );
    expect([...ownMessages('workers/apply-vendor-event')]).toEqual(
      expect.arrayContaining(['call', 'text', 'alert']),
    );
    expect(business.invoices()).toMatchObject([{ status: 'paid' }]);
  });

  it('holds no name, number, address, word of the caller, message or key', async () => {
    world.telnyx.faults.add({ match: { path: '/v2/messages' }, effect: 'decline', code: '40001', times: 1 });
    const { business, call, booked } = await aLivelyCall();
    world.telnyx.receiveText({
      from: business.customerPhone,
      to: String(business.business.numbers[0]),
      text: `${PROSE}. STOP texting me!`,
    });
    await world.atRest();

    const told = printed().map(({ text }) => text);
    const owner = business.business.owner;
    const forbidden = [
      NAME,
      ADDRESS,
      STORY,
      PROSE,
      ...NAME.split(' '),
      'Ambrose',
      'Heron',
      'Pemberton',
      business.customerPhone,
      business.customerPhone.slice(2),
      owner.email,
      ...owner.phones,
      String(booked.result.confirmation_code),
      String(booked.result.say),
      ...business.sentTexts().map(({ text }) => text),
      ...business.emails().map(({ subject }) => subject),
      ...String(call.call().transcript ?? '')
        .split('\n')
        .filter((line) => line.length > 12),
      ...textsIn(world.secret).filter((text) => text.length > 8),
    ];

    expect(told.length).toBeGreaterThan(40);
    expect(forbidden.length).toBeGreaterThan(20);
    expect(forbidden.filter((secret) => told.some((line) => line.includes(secret)))).toEqual([]);
  });
});
