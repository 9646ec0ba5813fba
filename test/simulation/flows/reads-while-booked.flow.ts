import type { Flow } from './flow.ts';

const LISTS = ['listAppointments', 'listCalls', 'listFees', 'listTexts', 'listAudit'] as const;

export const flow: Flow = {
  name: 'owners of two businesses read their lists while bookings happen',
  isOfPeople: true,
  weight: 2,
  async play({ people, business, neighbour, phone, customer, bookSomething, chance, wait }) {
    const call = await phone.dial(customer);
    const owners = [business, neighbour].map(async ({ id }) => ({
      path: { businessId: id },
      me: await people.member(chance.pick(['owner', 'staff']), id),
    }));
    const [one, other] = await Promise.all(owners);
    if (!one || !other || !(await one.me.signIn()) || !(await other.me.signIn())) return;
    const booking = bookSomething(call);
    let cursors: string[] = [];
    for (let read = 0; read < 3; read += 1) {
      const list = chance.pick(LISTS);
      const pages = await Promise.all(
        [one, other].map(({ me, path }) =>
          // A cursor of the other's list, now and then: it leads nowhere else.
          me.ask(list, { path, query: { limit: '1', ...(cursors[0] && { cursor: chance.pick(cursors) }) } }),
        ),
      );
      cursors = pages.flatMap(({ answer }) => (answer.next === undefined ? [] : [String(answer.next)]));
      await wait(0, 5_000);
    }
    const told = await booking;
    call.hangUp();
    if (told?.booking_id === undefined) return;
    const appointmentId = told.booking_id;
    await one.me.ask('showAppointment', { path: { ...one.path, appointmentId } });
    await other.me.ask('showAppointment', { path: { ...other.path, appointmentId } });
    await one.me.ask('showCall', { path: { ...one.path, callId: call.id } });
    // Nobody of the other business is let in to this one.
    await other.me.ask('listAppointments', { path: one.path });
  },
};
