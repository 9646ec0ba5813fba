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

describe('the time of a booked appointment [D11]', () => {
  it('is not offered any more, because of that appointment', async () => {
    const { business, read, appointmentId } = await aBookedCall();
    const [booked] = await business.appointments();
    const asked = `serviceId=${booked?.serviceId}&start=${booked?.startsAt}`;

    const { status, body } = await read(`/free-times/explanation?${asked}`);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      isOffered: false,
      reasons: [{ code: 'taken', crewId: booked?.crewId, appointmentIds: [appointmentId] }],
      nearest: { after: { crewId: booked?.crewId } },
    });
  });
});
