import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { book } from '../support/agent-tools.ts';
import { makeOwner, type People, peopleOf } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

type Listed = {
  readonly items: { readonly id: string; readonly phone: string; readonly consent?: { state: string } }[];
  readonly next?: string;
};
type Shown = { readonly texts: { readonly state: string }[]; readonly [field: string]: unknown };

const anOwned = async () => {
  const business = await world.aBusiness();
  const person = await people.aPerson();
  await makeOwner(world, business.id, person);
  const { accessToken: token } = person.tokens;
  const read = async <Answer>(path: string) => {
    const { status, body } = await people.api('GET', `/v1/businesses/${business.id}${path}`, { token });
    return { status, body: body as Answer };
  };
  const post = (path: string, body: object) =>
    people.api('POST', `/v1/businesses/${business.id}${path}`, { token, key: `key-of-${business.id}`, body });
  return { business, read, post };
};

const WITHHELD = 'anonymous';
const NEIGHBOUR = '+15125550777';

describe('customers, as an owner looks them up [C3]', () => {
  it('are whoever called or was booked for, each with their calls, appointments, texts and consent', async () => {
    const { business, read } = await anOwned();
    const asking = await business.call();
    asking.callerSays('What are your hours?');
    asking.hangUp();
    const booking = await business.call();
    const { result } = await book(business, booking, { differing: { sms_consent: true } });
    booking.hangUp();
    for (const from of [NEIGHBOUR, WITHHELD]) {
      const call = await business.call({ from });
      call.callerSays('Hello?');
      call.hangUp();
    }
    await world.atRest();
    const [to = ''] = business.business.numbers;
    world.telnyx.receiveText({ from: business.customerPhone, to, text: 'STOP' });
    await world.atRest();

    const { body: list } = await read<Listed>('/customers');
    const dana = list.items.find(({ phone }) => phone === business.customerPhone);
    const { status, body } = await read<Shown>(`/customers/${dana?.id}`);
    const { body: neighbour } = await read<Shown>(
      `/customers/${list.items.find(({ phone }) => phone === NEIGHBOUR)?.id}`,
    );

    expect(list.items.map(({ phone }) => phone).toSorted()).toEqual(
      [business.customerPhone, NEIGHBOUR].toSorted(),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      customer: { id: dana?.id, phone: business.customerPhone },
      calls: [{ id: booking.callId }, { id: asking.callId }],
      appointments: [{ id: result.booking_id, status: 'booked' }],
      texts: [
        {
          state: 'delivered',
          to: business.customerPhone,
          body: expect.stringContaining('Confirmation code'),
        },
      ],
      consent: { state: 'opted_out', writtenAt: expect.any(String) },
      agreements: [{ appointmentId: result.booking_id, callId: booking.callId, ground: 'said_yes' }],
    });
    expect(neighbour).toMatchObject({ calls: [{ from: NEIGHBOUR }], appointments: [], texts: [], names: [] });
    expect(neighbour).not.toHaveProperty('consent');
  });

  it('are marked where they said STOP, with one request more for all of a page', async () => {
    const { business, read } = await anOwned();
    for (const from of [business.customerPhone, NEIGHBOUR]) {
      const call = await business.call({ from });
      call.callerSays('Hello?');
      call.hangUp();
    }
    const [to = ''] = business.business.numbers;
    world.telnyx.receiveText({ from: NEIGHBOUR, to, text: 'STOP' });
    await world.atRest();
    const asked = () => world.cloud.requests().filter(({ action }) => action === 'BatchGetItem').length;
    const before = asked();

    const { body } = await read<Listed>('/customers');

    expect(Object.fromEntries(body.items.map(({ phone, consent }) => [phone, consent?.state]))).toEqual({
      [business.customerPhone]: undefined,
      [NEIGHBOUR]: 'opted_out',
    });
    expect(asked() - before).toBe(1);
  });

  it('are also those whom somebody of the business wrote down, who never called', async () => {
    const { business, read, post } = await anOwned();
    const [service] = business.business.services;
    const now = world.clock.now();
    const [from, until] = [now, now + 7 * 86_400_000].map((at) => new Date(at).toISOString());
    const asked = `service=${encodeURIComponent(String(service?.name))}&from=${from}&until=${until}`;
    const { body: free } = await read<{ items: { startsAt: string }[] }>(`/free-times?${asked}`);
    const customer = { name: 'Walter Walk-in', phone: NEIGHBOUR };

    const made = await post('/appointments', {
      service: service?.name,
      startsAt: free.items[0]?.startsAt,
      customer,
    });
    await world.atRest();

    expect(made).toMatchObject({ status: 201 });
    const { body: list } = await read<Listed>('/customers');
    expect(list.items).toMatchObject([customer]);
    const { body } = await read<Shown>(`/customers/${list.items[0]?.id}`);
    expect(body).toMatchObject({
      names: [customer.name],
      calls: [],
      appointments: [{ customer }],
      agreements: [{ ground: 'not_asked' }],
    });
  });

  it('of another business, or of none, are not found', async () => {
    const [mine, theirs] = [await anOwned(), await anOwned()];
    const call = await theirs.business.call();
    call.hangUp();
    await world.atRest();
    const [customer] = (await theirs.read<Listed>('/customers')).body.items;

    const refused = { status: 404, body: { title: 'customer_not_found' } };
    expect(await mine.read(`/customers/${customer?.id}`)).toMatchObject(refused);
    expect(await mine.read(`/customers/cus_${'a'.repeat(26)}`)).toMatchObject(refused);
    expect((await mine.read<Listed>('/customers')).body.items).toEqual([]);
  });
});

describe('usage, as an owner looks it up [O8]', () => {
  it('is what the rows of the month come to', async () => {
    const { business, read } = await anOwned();
    const call = await business.call();
    await book(business, call);
    call.hangUp();
    await world.atRest();
    const [row] = await business.calls();
    const month = String(row?.startedAt).slice(0, 7);

    const { body: usage } = await read<object>(`/usage?month=${month}`);
    const { body: before } = await read<object>('/usage?month=2020-01');

    expect(usage).toMatchObject({
      zone: business.business.zone,
      calls: 1,
      callMs: row?.durationMs,
      callCostMicros: row?.costMicros,
      bookings: 1,
      texts: { requested: 1, sent: 1, failed: 0, suppressed: 0, uncertain: 0 },
      fees: { chargedCents: 5000, waivedCents: 0, creditedCents: 0 },
      isComplete: true,
    });
    expect(before).toMatchObject({ calls: 0, bookings: 0, fees: { chargedCents: 0 } });
  });

  it.each(['', '?month=2026-13', '?month=2026-1', '?month=1999-12', '?month=2026-11&year=1'])(
    'is refused for %j',
    async (query) => {
      const { read } = await anOwned();

      expect(await read(`/usage${query}`)).toMatchObject({
        status: 422,
        body: { title: 'invalid_arguments' },
      });
    },
  );
});
