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

/** A business with one booked call, whose owner reads. */
const aBookedCall = async () => {
  const business = await world.aBusiness();
  const person = await people.aPerson();
  await makeOwner(world, business.id, person);
  const { accessToken: token } = person.tokens;
  const read = async (path: string) => people.api('GET', `/v1/businesses/${business.id}${path}`, { token });
  const call = await business.call();
  call.callerSays('The furnace is out.');
  const { result } = await book(business, call);
  call.hangUp();
  await world.atRest();
  return { business, read, callId: call.callId, appointmentId: String(result.booking_id) };
};

describe('a booked call, as figures show it [C4]', () => {
  it('is in the overview: a call of today, the next appointment, a fee and a text of this month', async () => {
    const { business, read, appointmentId } = await aBookedCall();

    const { status, body } = await read('/overview');

    expect(status).toBe(200);
    expect(body).toMatchObject({
      zone: business.business.zone,
      line: { isLive: true, number: business.business.numbers[0] },
      today: { calls: 1, answered: 1, missed: 0, booked: 1 },
      nextAppointments: [{ id: appointmentId }],
      needsYou: [],
      monthSoFar: { bookings: 1, textsSent: 1, feesCents: 5000, subscriptionCents: null },
      isComplete: true,
    });
  });
});
