import type { Flow } from './flow.ts';

const DAY_MS = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();

export const flow: Flow = {
  name: 'two of the business move or cancel at once what a caller has just booked, who repeats it',
  isOfPeople: true,
  weight: 3,
  async play({ people, business, phone, customer, chance, wait, universe, deeds }) {
    const path = { businessId: business.id };
    const both = await Promise.all([
      people.member('owner', business.id),
      people.member('staff', business.id),
    ]);
    for (const one of both) if (!(await one.signIn())) return;
    const call = await phone.dial(customer);
    const [slot] = await call.lookUp();
    const told = slot && (await call.book(slot));
    if (slot === undefined || told?.booking_id === undefined) return call.hangUp();
    const of = { path: { ...path, appointmentId: told.booking_id } };
    const now = universe.kernel.now;
    const until = iso(now + 4 * DAY_MS);

    for (let round = 0; round < 2; round += 1) {
      const shown = await both[0].insist('showAppointment', of);
      const { appointment } = shown.answer as { readonly appointment?: Record<string, unknown> };
      if (appointment === undefined) break;
      const query = { service: String(appointment.serviceId), from: iso(now), until, limit: '60' };
      const { answer } = await both[0].insist('listFreeTimes', { path, query });
      const times = ((answer.items ?? []) as readonly { readonly startsAt: string }[]).map(
        ({ startsAt }) => startsAt,
      );
      await Promise.all(
        both.map(async (one) => {
          const { version } = appointment;
          const startsAt = times[chance.int(Math.max(1, times.length))];
          if (startsAt === undefined || chance.is(0.25)) {
            deeds.cancelled.add(told.booking_id ?? '');
            return one.insist('cancelAppointment', { ...of, body: { version } });
          }
          const key = `move-${one.name}-${chance.int(1_000_000_000)}`;
          return one.insist('moveAppointment', { ...of, key, body: { startsAt, version } });
        }),
      );
      if (chance.is(0.4) && !call.isOver()) await call.book(slot);
      await wait(0, chance.pick([100, 5_000, 60_000]));
    }
    call.hangUp();
  },
};
