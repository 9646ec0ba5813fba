import type { Flow } from './flow.ts';

const DAY_MS = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();

export const flow: Flow = {
  name: 'somebody of the business makes, moves and cancels an appointment while callers book',
  isOfPeople: true,
  weight: 3,
  async play({ people, business, phone, customer, bookSomething, chance, wait, universe, deeds }) {
    const path = { businessId: business.id };
    const me = await people.member(chance.pick(['owner', 'staff']), business.id);
    if (!(await me.signIn())) return;
    const service = chance.pick(business.services).id;
    const now = universe.kernel.now;
    const free = async () => {
      const query = { service, from: iso(now), until: iso(now + 3 * DAY_MS), limit: '40' };
      const { answer } = await me.insist('listFreeTimes', { path, query });
      return (answer.items ?? []) as readonly { readonly startsAt: string; readonly crewId: string }[];
    };
    const keyed = (what: string) => `${what}-${chance.int(1_000_000_000)}`;

    const call = await phone.dial(customer);
    const times = await free();
    const time = times[chance.int(Math.max(1, times.length))];
    if (time === undefined) return call.hangUp();
    const wanted = {
      path,
      key: keyed('make'),
      body: {
        service,
        startsAt: time.startsAt,
        ...(chance.is(0.3) && { crew: time.crewId }),
        customer: { name: me.name, phone: customer },
      },
    };
    const booking = bookSomething(call);
    const twice = await Promise.all(
      chance.is(0.3)
        ? [me.ask('makeAppointment', wanted), me.ask('makeAppointment', wanted)]
        : [me.insist('makeAppointment', wanted)],
    );
    await booking;
    call.hangUp();
    const made = twice.find(({ status }) => status === 201) ?? (await me.insist('makeAppointment', wanted));
    if (made.status !== 201) return;

    const of = { path: { ...path, appointmentId: String(made.answer.id) } };
    const places = await free();
    const place = places[chance.int(Math.max(1, places.length))];
    await wait(0, 30_000);
    const aQuarterLater = iso(Date.parse(time.startsAt) + 15 * 60_000);
    const moving = {
      ...of,
      key: keyed('move'),
      // Now and then by a quarter of an hour, onto time of its own, without a look at what is free.
      body: {
        startsAt: chance.is(0.3) || place === undefined ? aQuarterLater : place.startsAt,
        version: made.answer.version,
      },
    };
    const moved = await me.insist('moveAppointment', moving);
    if (chance.is(0.4)) await me.ask('moveAppointment', moving);
    if (chance.is(0.5)) return;
    await wait(0, 90_000);
    deeds.cancelled.add(of.path.appointmentId);
    await me.insist('cancelAppointment', {
      ...of,
      body: { version: moved.answer.version ?? made.answer.version, reason: 'customer_asked' },
    });
  },
};
