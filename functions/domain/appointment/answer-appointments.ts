import type { Answers } from '../../contracts/api/answers.ts';
import type { appointmentRoutes } from '../../contracts/api/appointments.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Settings } from '../business/ports.ts';
import type { Consents } from '../customer/ports.ts';
import type { Derivation } from '../derived-ids.ts';
import { findFreeTimes } from '../schedule/find-free-times.ts';
import type { DayDocuments } from '../schedule/ports.ts';
import { cancelAppointment } from './cancel-appointment.ts';
import { makeAppointment } from './make-appointment.ts';
import { moveAppointment } from './move-appointment.ts';
import type { Appointments } from './ports.ts';

/** What people of a business need of it to make, move and cancel appointments. */
export type Diary = {
  readonly settings: Pick<Settings, 'find'>;
  readonly appointments: Appointments;
  readonly days: DayDocuments;
  readonly consents: Pick<Consents, 'find'>;
};

export type AppointmentDeps = {
  readonly of: (business: BusinessId) => Promise<Diary>;
  readonly by: Derivation;
};

/** What each route of appointments does. */
export const appointmentAnswers = ({ of, by }: AppointmentDeps): Answers<typeof appointmentRoutes> => ({
  listFreeTimes: async ({ path: { businessId }, query, nowMs }) =>
    findFreeTimes(await of(businessId))(businessId, query, nowMs),
  async makeAppointment({ path: { businessId }, body: wanted, caller, occasion, nowMs }) {
    const make = makeAppointment({ ...(await of(businessId)), by });
    return make({ businessId, wanted, by: caller.personId, occasion, nowMs });
  },
  async moveAppointment({ path, body: { version, ...wanted }, caller, occasion, nowMs }) {
    const move = moveAppointment(await of(path.businessId));
    return move({ ...path, version, wanted, by: caller.personId, occasion, nowMs });
  },
  async cancelAppointment({ path, body, caller, nowMs }) {
    const cancel = cancelAppointment(await of(path.businessId));
    return cancel({ ...path, ...body, by: caller.personId, nowMs });
  },
});
