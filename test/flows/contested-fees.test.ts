import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { book } from '../support/agent-tools.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
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

type Told = { readonly status: number; readonly body: Record<string, unknown> };

/** A business with an owner, who can contest what it was booked for. */
const anOwned = async (given: Parameters<FlowWorld['aBusiness']>[0] = {}) => {
  const business = await world.aBusiness(given);
  const person = await people.aPerson();
  await makeOwner(world, business.id, person);
  const { accessToken: token } = person.tokens;
  const path = `/v1/businesses/${business.id}`;
  return {
    business,
    token,
    contest: async (feeId: string, reason = 'other', as = token) =>
      (await people.api('POST', `${path}/fees/${feeId}/contest`, {
        token: as,
        body: { reason },
      })) as Told,
    fees: async (state?: string) =>
      ((await people.api('GET', `${path}/fees${state ? `?state=${state}` : ''}`, { token })) as Told).body
        .items as Record<string, unknown>[],
  };
};

const booked = async (business: FlowBusiness, differing: object = {}): Promise<string> => {
  const call = await business.call();
  const { result } = await book(business, call, { differing });
  call.hangUp();
  await world.atRest();
  const fee = (await business.fees()).find(({ appointmentId }) => appointmentId === result.booking_id);
  return String(fee?.id);
};

const customerOf = ({ business }: FlowBusiness): string => business.billing.stripeCustomerId;
const notes = () =>
  world.stripe.received().filter(({ path, method }) => method === 'POST' && path === '/v1/credit_notes');

describe('an owner who says that a fee is not due [B2]', () => {
  it('has it back on the card to the cent, and our rows say what Stripe’s books say', async () => {
    const { business, contest, fees } = await anOwned();
    const feeId = await booked(business);
    expect(await fees()).toMatchObject([
      {
        state: 'charged',
        givenBackCents: 0,
        contestableUntil: expect.any(String),
        booking: { customerName: expect.any(String) },
      },
    ]);
    expect(await fees('given_back')).toEqual([]);

    const answer = await contest(feeId);
    await world.atRest();

    expect(answer).toMatchObject({
      status: 200,
      body: { contest: { state: 'granted', reason: 'other', decidedBecause: 'within_allowance' } },
    });
    expect(await fees()).toMatchObject([
      {
        state: 'charged',
        creditedCents: 5000,
        refundedCents: 5000,
        // A credit note that is paid out is told of as both: it is the same money.
        givenBackCents: 5000,
        notContestable: 'already_contested',
        contest: { state: 'given_back', back: { how: 'credited', cents: 5000 } },
      },
    ]);
    expect(await fees('given_back')).toMatchObject([{ id: feeId }]);
    expect(world.stripe.lives.collectedCents(customerOf(business))).toBe(0);
  });

  it('has it back once, however often and from however many windows they say so', async () => {
    const { business, contest } = await anOwned();
    const feeId = await booked(business);
    const before = notes().length;

    const answers = await Promise.all(Array.from({ length: 20 }, () => contest(feeId, 'not_a_customer')));
    await world.atRest();

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(notes()).toHaveLength(before + 1);
    expect(world.stripe.lives.collectedCents(customerOf(business))).toBe(0);
    expect(await contest(feeId, 'other')).toMatchObject({
      status: 409,
      body: { title: 'already_contested' },
    });
  });

  it('is not charged what was declined: its open invoice is void', async () => {
    const { business, contest } = await anOwned({ card: 'insufficient_funds' });
    const feeId = await booked(business);

    await contest(feeId);
    await world.atRest();

    expect(await business.fees()).toMatchObject([{ state: 'waived' }]);
    expect(business.invoices()).toMatchObject([{ status: 'void' }]);
  });

  it('has one of two back that are for the same job, and of each other’s duplicates never both by that rule', async () => {
    const { business, contest, fees } = await anOwned();
    const first = await booked(business);
    const second = await booked(business);
    expect(second).not.toBe(first);

    const [one, other] = await Promise.all([contest(first, 'duplicate'), contest(second, 'duplicate')]);
    await world.atRest();

    const because = [one, other].map(({ body }) => (body.contest as Record<string, unknown>).decidedBecause);
    expect(because.filter((rule) => rule === 'duplicate')).toHaveLength(1);
    expect(await fees()).toHaveLength(2);
  });

  it('is given two a month whatever they say; an operator decides the third', async () => {
    const { business, contest } = await anOwned();
    const ids = [await booked(business), await booked(business), await booked(business)];

    const states = [];
    for (const id of ids) states.push((await contest(id, 'out_of_area')).body.contest);
    await world.atRest();

    expect(states).toMatchObject([
      { state: 'granted', decidedBecause: 'within_allowance' },
      { state: 'granted', decidedBecause: 'within_allowance' },
      { state: 'in_review', decidedBecause: 'needs_review' },
    ]);
    expect(world.stripe.lives.collectedCents(customerOf(business))).toBe(5000);
  });

  it('can do so only with their own fees, and only as an owner', async () => {
    const { business, contest } = await anOwned();
    const other = await anOwned();
    const feeId = await booked(business);
    const staff = await people.aPerson();
    await makeOwner(world, business.id, staff, 'staff');

    expect(await other.contest(feeId)).toMatchObject({ status: 404, body: { title: 'fee_not_found' } });
    expect(await contest(feeId, 'other', other.token)).toMatchObject({
      status: 404,
      body: { title: 'business_not_found' },
    });
    expect(await contest(feeId, 'other', staff.tokens.accessToken)).toMatchObject({
      status: 403,
      body: { title: 'not_allowed' },
    });
    expect(notes().filter(({ body }) => JSON.stringify(body).includes(feeId))).toEqual([]);
  });
});
