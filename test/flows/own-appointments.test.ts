import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { book, lookUp, TOMORROW } from '../support/agent-tools.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { makeOwner, type People, peopleOf, type SignedIn } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
let olivia: SignedIn;
let keys = 0;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
  olivia = await people.signUp('olivia@apexhvac.example');
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

type Shown = { readonly id: string; readonly version: number; readonly startsAt: string };

/** What Olivia does in her business, over HTTP. */
const theirs = async () => {
  const business: FlowBusiness = await world.aBusiness();
  await makeOwner(world, business.id, olivia);
  const at = `/v1/businesses/${business.id}`;
  const nextKey = () => {
    keys += 1;
    return `own-appointment-${keys}`;
  };
  const ask = async (method: string, rest: string, body?: object, key = nextKey()) => {
    const token = olivia.tokens.accessToken;
    return people.api(method, `${at}${rest}`, {
      token,
      ...(body && { body }),
      ...(method === 'POST' && { key }),
    });
  };
  const make = (wanted: object, key?: string) =>
    ask(
      'POST',
      '/appointments',
      {
        service: 'furnace repair',
        customer: { name: 'Dana Reyes', phone: business.customerPhone },
        ...wanted,
      },
      key,
    );
  const change = ({ id, version }: Shown, what: 'reschedule' | 'cancel', wanted: object = {}, key?: string) =>
    ask('POST', `/appointments/${id}/${what}`, { version, ...wanted }, key);
  const offered = async () => {
    const call = await business.call();
    const slots = await lookUp(call, { part_of_day: 'morning', time: '09:00' });
    call.hangUp();
    return slots.map(({ starts_at }) => starts_at);
  };
  const decided = async () =>
    (await business.record())
      .filter(({ actor }) => actor === `person:${olivia.personId}`)
      .map(({ what }) => what)
      .filter((what) => what.startsWith('appointment.'))
      .toSorted();
  return { business, ask, make, change, offered, decided };
};

const NINE = `${TOMORROW}T15:00:00.000Z`;

describe('an owner over HTTP [C3]', () => {
  it('sees free times, makes an appointment at one, and the agent offers that time to nobody', async () => {
    const { business, ask, make, offered, decided } = await theirs();
    expect(await offered()).toContain(NINE);
    const query = 'service=Furnace%20repair&from=2026-11-24T15:00:00Z&until=2026-11-24T16:00:00Z';
    const free = await ask('GET', `/free-times?${query}`);
    expect(free).toMatchObject({ status: 200, body: { items: [{ startsAt: NINE, crewId: 'a' }, {}] } });

    const made = await make({ startsAt: NINE });
    await world.atRest();

    expect(made).toMatchObject({
      status: 201,
      body: {
        status: 'booked',
        startsAt: NINE,
        madeBy: olivia.personId,
        customer: { phone: business.customerPhone },
      },
    });
    expect(await offered()).not.toContain(NINE);
    expect((await ask('GET', `/free-times?${query}`)).body).toMatchObject({ items: [] });
    expect(await ask('GET', '/appointments')).toMatchObject({ body: { items: [made.body] } });
    expect(await decided()).toEqual(['appointment.booked']);
  });

  it('pays nothing for it, is not told of it, and the customer is not texted without having asked for texts', async () => {
    const { business, make } = await theirs();

    await make({ startsAt: NINE });
    await world.atRest();

    expect(business.invoices()).toEqual([]);
    expect(await business.fees()).toEqual([]);
    expect(business.emails()).toEqual([]);
    expect(await business.alerts()).toEqual([]);
    expect(business.sentTexts()).toEqual([]);
    expect(await business.texts()).toMatchObject([{ state: 'suppressed', suppressedBecause: 'no_consent' }]);
  });

  it('makes it once, however often the same request is sent', async () => {
    const { business, make } = await theirs();

    const answers = await Promise.all([1, 2, 3].map(() => make({ startsAt: NINE }, 'made-once-only')));
    const again = await make({ startsAt: NINE }, 'made-once-only');

    const [first, ...others] = answers.filter(({ status }) => status === 201);
    expect(others.every(({ body }) => JSON.stringify(body) === JSON.stringify(first?.body))).toBe(true);
    expect(
      answers
        .filter(({ status }) => status !== 201)
        .every(({ body }) => (body as { title: string }).title === 'request_running'),
    ).toBe(true);
    expect(again).toMatchObject({ status: 201, body: first?.body });
    expect(await business.appointments()).toHaveLength(1);
    expect(await make({ startsAt: '2026-11-24T17:00:00Z' }, 'made-once-only')).toMatchObject({
      status: 422,
      body: { title: 'idempotency_key_reused' },
    });
  });

  it('moves what the agent booked: the fee stands, the customer is told the new time, the old one is free', async () => {
    const { business, change, offered, decided } = await theirs();
    const call = await business.call();
    const slot = (await lookUp(call, { time: '09:00' })).find(({ starts_at }) => starts_at === NINE);
    await book(business, call, { slot });
    call.hangUp();
    await world.atRest();
    const [booked] = await business.appointments();

    const moved = await change(booked as Shown, 'reschedule', { localStart: '2026-11-25T13:00' });
    await world.atRest();

    expect(moved).toMatchObject({
      status: 200,
      body: { id: booked?.id, version: 2, startsAt: '2026-11-25T19:00:00.000Z', callId: call.callId },
    });
    expect(business.invoices()).toMatchObject([{ status: 'paid', amountPaidCents: 5000 }]);
    expect(business.sentTexts().map(({ text }) => text)).toEqual([
      expect.stringContaining('Tue, Nov 24 at 9:00 AM'),
      expect.stringContaining('new time Wed, Nov 25 at 1:00 PM'),
    ]);
    expect(await offered()).toContain(NINE);
    expect(await decided()).toEqual(['appointment.moved']);
  });

  it('cancels, and the time is offered again; what is cancelled is neither cancelled nor moved', async () => {
    const { business, make, change, offered } = await theirs();
    const made = (await make({ startsAt: NINE })).body as Shown;
    const moved = (await change(made, 'reschedule', { startsAt: '2026-11-24T15:30:00Z' })).body as Shown;

    expect(await change(made, 'cancel')).toMatchObject({ status: 409, body: { title: 'changed_meanwhile' } });
    const cancelled = await change(moved, 'cancel', { reason: 'customer_asked' });
    await world.atRest();

    expect(cancelled).toMatchObject({
      status: 200,
      body: { status: 'cancelled', version: 3, cancelledBecause: 'customer_asked' },
    });
    expect(await offered()).toContain(NINE);
    for (const what of ['cancel', 'reschedule'] as const) {
      const wanted = what === 'cancel' ? {} : { startsAt: NINE };
      expect(await change(moved, what, wanted)).toMatchObject({
        status: 409,
        body: { title: 'appointment_cancelled' },
      });
    }
    expect(await business.appointments()).toMatchObject([{ status: 'cancelled' }]);
  });

  it('pays for what the agent booked and the business then cancelled, however soon', async () => {
    const { business, change } = await theirs();
    const call = await business.call();
    const [slot] = await lookUp(call, { time: '09:00' });
    world.stripe.faults.down(true);
    await book(business, call, { slot });
    call.hangUp();
    const [booked] = await business.appointments();
    expect(await change(booked as Shown, 'cancel', { reason: 'made_by_mistake' })).toMatchObject({
      status: 200,
      body: { status: 'cancelled' },
    });
    world.stripe.faults.clear();
    await world.letPass(5);
    await world.atRest();

    expect(await business.fees()).toMatchObject([{ state: 'charged' }]);
    expect(business.invoices()).toMatchObject([{ status: 'paid', amountPaidCents: 5000 }]);
  });

  it('hears by code and field what is wrong', async () => {
    const { make } = await theirs();
    await make({ startsAt: NINE });

    const refusals: [object, number, string, string[]?][] = [
      [{ startsAt: NINE }, 409, 'slot_taken'],
      [{ startsAt: '2026-11-22T16:00:00Z' }, 422, 'time_past'],
      [{ localStart: '2026-11-28T10:00' }, 422, 'outside_hours'],
      [{ startsAt: NINE, service: 'Gold plating' }, 422, 'unknown_service'],
      [{ startsAt: NINE, customer: { name: 'Dana', phone: 'none' } }, 422, 'invalid_phone'],
      [{ startsAt: '2026-11-24T15:10:00Z' }, 422, 'invalid_arguments', ['startsAt']],
      [{ localStart: '2026-11-31T10:00' }, 422, 'invalid_arguments', ['localStart']],
      [{ startsAt: NINE, crew: 'zz' }, 422, 'invalid_arguments', ['crew']],
      [{}, 422, 'invalid_arguments', ['startsAt']],
      [{ startsAt: NINE, feeCents: 0 }, 422, 'invalid_arguments', ['feeCents']],
    ];
    for (const [wanted, status, title, fields] of refusals) {
      expect(await make(wanted), JSON.stringify(wanted)).toMatchObject({
        status,
        body: { title, ...(fields && { fields }) },
      });
    }
  });
});
