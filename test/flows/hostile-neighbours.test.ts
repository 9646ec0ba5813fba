import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TOMORROW } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import { aHouse, type House, type Id, NOBODYS } from '../support/neighbours.ts';
import { postRaw } from '../support/raw-http.ts';
import { type SettledState, settledState } from '../support/settled-state.ts';
import { genuine, retellScheme } from '../support/signature-schemes.ts';
import { type FlowWorld, type Row, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let first: House;
let second: House;

const vendors = () => [world.stripe, world.telnyx, world.resend, world.retell];

beforeAll(async () => {
  world = await startFlowWorld();
  // Refused at the door, so that it is known what they would tell and nothing of it is applied yet.
  for (const { faults } of vendors()) faults.addWebhook({ effect: 'forge' });
  first = await aHouse(world, 'furnace');
  second = await aHouse(world, 'drain');
  await world.workersIdle();
});
afterAll(() => world?.stop());

/** A recording is copied when it is there, and its row says until then that it is on its way. */
const recordingsHere = () =>
  eventually('the recordings to be here', async () => {
    const waits = (await world.rows()).filter(
      ({ sk, state }) => String(sk).endsWith('#AUDIO') && state === 'waiting',
    );
    expect(waits).toEqual([]);
  });

const bothStates = async (): Promise<SettledState[]> => {
  await recordingsHere();
  const before = await world.rows();
  const states = await Promise.all(
    [first, second].map(({ business }) => settledState(world, business, before)),
  );
  // The relay may still be taking marks away.
  return states.map((state) => ({
    ...state,
    rows: (state.rows as Row[]).map(({ duePk: _, dueSk: __, ...row }) => row),
  }));
};

/** Every mixture of the two houses in these ids, neither of them whole. */
const mixtures = (ids: readonly Id[]): Readonly<Record<string, House>>[] =>
  Array.from({ length: 2 ** ids.length }, (_, bits) =>
    Object.fromEntries(ids.map((id, at) => [id, (bits >> at) % 2 === 0 ? first : second])),
  ).filter((mixture) => new Set(Object.values(mixture)).size === 2);

const named = (mixture: Readonly<Record<string, House>>): string =>
  Object.entries(mixture)
    .map(([id, house]) => `${id} of the ${house === first ? 'first' : 'second'}`)
    .join(', ');

describe('what a vendor tells with ids of two businesses changes neither [C2, C3]', () => {
  type Vendor = 'stripe' | 'telnyx' | 'resend' | 'retell';
  const body = (simulator: Vendor, type: string, { ids }: House): string => {
    const known = Object.values(ids);
    const found = world[simulator].webhooks
      .list()
      .map((delivery) => ({ type: delivery.type, text: JSON.stringify(delivery.body) }))
      .find(({ type: of, text }) => of === type && known.some((id) => text?.includes(id)));
    return String(found?.text);
  };
  let events = 0;
  /** Under an id of its own, or it would be passed over as a repeat. */
  const anew = (text: string): string => {
    const event = JSON.parse(text);
    events += 1;
    if (event.object === 'event') event.id = `evt_anew${events}`;
    if (event.data?.record_type === 'event') event.data.id = `anew${events}`;
    if (event.created_at) event.created_at = new Date(world.clock.now() + events).toISOString();
    return JSON.stringify(event);
  };
  /** Straight to the worker: what it cannot place would go round its queue for minutes. */
  const tell = (vendor: string, texts: readonly string[]) =>
    world.cloud.functions.invoke('workers/apply-vendor-event', {
      Records: texts.map((text, index) => {
        const receivedAt = new Date(world.clock.now()).toISOString();
        return {
          messageId: `m${index}`,
          eventSource: 'aws:sqs',
          body: JSON.stringify({ v: 1, vendor, receivedAt, body: anew(text) }),
        };
      }),
    });

  const swapped = (text: string, mixture: Readonly<Record<string, House>>): string =>
    Object.entries(mixture).reduce(
      (body, [id, house]) => body.replaceAll(first.ids[id as Id], house.ids[id as Id]),
      text,
    );

  test.each<[string, Vendor, string, readonly Id[]]>([
    ['an invoice paid', 'stripe', 'invoice.paid', ['customer', 'business', 'booking', 'fee', 'invoice']],
    ['a text delivered', 'telnyx', 'message.finalized', ['number', 'message']],
    ['an e-mail delivered', 'resend', 'email.delivered', ['business', 'booking', 'alert']],
    ['a call ended', 'retell', 'call_ended', ['agent', 'number']],
    ['a credit note', 'stripe', 'credit_note.created', ['customer', 'invoice']],
    ['an order of numbers', 'telnyx', 'number_order.complete', ['business', 'number', 'order']],
    ['a campaign', 'telnyx', '10dlc.campaign', ['campaign', 'brand']],
    ['a number in a campaign', 'telnyx', '10dlc.phone_number.update', ['number', 'campaign']],
  ])('%s', async (_, vendor, type, ids) => {
    const genuineEvent = body(vendor, type, first);
    const before = await bothStates();

    for (const mixture of mixtures(ids)) {
      await tell(vendor, [swapped(genuineEvent, mixture)]);
      expect(await bothStates(), named(mixture)).toEqual(before);
    }
    await tell(vendor, [genuineEvent]);

    expect(await bothStates()).not.toEqual(before);
  });

  const registered = async () => (await world.rows()).filter(({ pk }) => /^STRIPE#/.test(String(pk)));

  test('a payment of another invoice', async () => {
    const type = 'invoice_payment.paid';
    for (const house of [first, second]) await tell('stripe', [body('stripe', type, house)]);
    const before = [await registered(), await bothStates()];

    for (const mixture of mixtures(['invoice', 'payment'])) {
      const text = swapped(body('stripe', type, first), mixture);
      expect(await tell('stripe', [text])).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
      expect([await registered(), await bothStates()], named(mixture)).toEqual(before);
    }
  });

  // What has an id only at the vendor is whose the registry says, by the others: never both, and never the other.
  test.each<[string, Vendor, string, readonly Id[], readonly Id[]]>([
    ['a subscription', 'stripe', 'customer.subscription.updated', ['customer'], ['subscription']],
    ['a checkout', 'stripe', 'checkout.session.completed', ['customer'], ['session', 'subscription']],
    ['a dispute', 'stripe', 'charge.dispute.created', ['payment'], ['dispute']],
    ['a refund', 'stripe', 'refund.created', ['payment'], ['refund']],
    ['a call', 'retell', 'call_analyzed', ['agent', 'number'], ['call']],
    ['a leg of a call', 'telnyx', 'call.hangup', ['number'], ['leg']],
    ['an e-mail', 'resend', 'email.delivered', ['business', 'booking', 'alert'], ['e-mail']],
  ])('%s under an id of the other', async (_, vendor, type, owners, ids) => {
    const text = body(vendor, type, first);

    for (const [owner, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const before = await bothStates();
      const of = (names: readonly Id[], house: House) => Object.fromEntries(names.map((id) => [id, house]));
      await tell(vendor, [swapped(text, { ...of(owners, owner), ...of(ids, other) })]);
      const at = [first, second].indexOf(other);
      expect((await bothStates())[at]).toEqual(before[at]);
    }
    const before = await bothStates();
    await tell(vendor, [text]);

    expect(await bothStates()).not.toEqual(before);
  });
});

describe('F-TEN-4: a tool call with ids of two businesses reads, changes and tells nothing of the other [C2, V2]', () => {
  type Ids = Partial<Record<Id, string>>;
  const tools: Readonly<Record<string, { ids: readonly Id[]; args: (ids: Ids) => object }>> = {
    lookup_availability: {
      ids: ['service'],
      args: ({ service }) => ({ service, date_from: TOMORROW }),
    },
    book_appointment: {
      ids: ['service', 'slot'],
      args: ({ service, slot }) => ({
        slot_id: slot,
        service,
        customer_name: 'Mallory',
        customer_phone: '+15125550666',
      }),
    },
    send_booking_sms: { ids: ['booking'], args: ({ booking }) => ({ booking_id: booking }) },
  };

  const ask = async (tool: string, ids: Ids) => {
    const body = JSON.stringify({
      name: tool,
      call: {
        call_id: ids.call,
        call_type: 'phone_call',
        agent_id: ids.agent,
        to_number: ids.number,
        from_number: '+15125550666',
      },
      args: tools[tool]?.args(ids),
    });
    const url = world.agentAddresses(String(ids.business)).toolUrl(tool);
    const headers = genuine(retellScheme(String(world.secret.retell.apiKeys[0])), body, world.clock.now());
    const { status, text } = await postRaw(url, { 'content-type': 'application/json', ...headers }, body);
    // Which offer it is depends on the call; and to be told what one asked for is no news.
    const told = text.replaceAll(/-[a-z2-7]{5}"/g, '-(seal)"').replaceAll(ids.booking ?? '(none)', '(asked)');
    return { status, answer: JSON.parse(told) };
  };

  test.each(Object.keys(tools))('%s', async (tool) => {
    const before = await bothStates();
    const ids: Id[] = ['business', 'agent', 'number', 'call', ...(tools[tool]?.ids ?? [])];

    for (const mixture of mixtures(ids)) {
      const own = mixture.business as House;
      const foreign = own === first ? second : first;
      const meant = (of: (id: Id, house: House) => string | undefined) =>
        Object.fromEntries(Object.entries(mixture).map(([id, house]) => [id, of(id as Id, house)]));
      const crossed = await ask(
        tool,
        meant((id, house) => house.ids[id]),
      );
      const madeUp = await ask(
        tool,
        meant((id, house) => (house === own ? house.ids[id] : NOBODYS[id])),
      );

      expect(crossed, named(mixture)).toEqual(madeUp);
      expect(crossed.status).toBe(200);
      expect(JSON.stringify(crossed)).not.toMatch(
        new RegExp(`${foreign.ids.service}|${foreign.business.business.name}\\b|${foreign.ids.booking}`),
      );
      const isRouted = mixture.agent === own && mixture.number === own;
      if (!isRouted) expect(crossed.answer, named(mixture)).toMatchObject({ code: 'business_not_found' });
      if (tool === 'book_appointment') expect(crossed.answer).toMatchObject({ ok: false });
    }

    expect(await bothStates()).toEqual(before);
  });
});
