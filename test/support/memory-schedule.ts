import type { Appointment } from '../../functions/domain/appointment/appointment.ts';
import type { Appointments } from '../../functions/domain/appointment/ports.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import type { Businesses } from '../../functions/domain/business/ports.ts';
import type { Fee } from '../../functions/domain/fee/fee.ts';
import type { DayDocument } from '../../functions/domain/schedule/availability.ts';
import type { Schedules } from '../../functions/domain/schedule/ports.ts';
import type { DayCells } from '../../functions/domain/schedule/quarters.ts';

/** Rules, days and appointments that keep the ports' promises in memory. */
export const memorySchedule = (...businesses: Business[]) => {
  const rows = new Map<string, Appointment>();
  const fees = new Map<string, Fee>();
  const taken = new Set<string>();
  const asked: string[] = [];
  const names = (appointment: Appointment, cells: readonly DayCells[]) =>
    cells.flatMap(({ day, quarters }) =>
      quarters.map((quarter) => `${appointment.businessId}/${day}/${appointment.crewId}/${quarter}`),
    );

  const appointments: Appointments = {
    async commit(appointment, cells, fee) {
      asked.push('commit');
      const existing = rows.get(appointment.id);
      if (existing) return { kind: 'exists', appointment: existing };
      const wanted = names(appointment, cells);
      if (wanted.some((name) => taken.has(name))) return { kind: 'taken' };
      for (const name of wanted) taken.add(name);
      rows.set(appointment.id, appointment);
      if (fee) fees.set(appointment.id, fee);
      return { kind: 'booked' };
    },
    async find(businessId, id) {
      asked.push('find appointment');
      const row = rows.get(id);
      return row?.businessId === businessId ? row : undefined;
    },
    async move({ from, to, cells }) {
      asked.push('move');
      const row = rows.get(from.id);
      if (row?.status !== 'booked' || row.version !== from.version) return 'changed';
      const free = names(from, cells.free);
      const take = names(to, cells.take);
      if (take.some((name) => taken.has(name) && !free.includes(name))) return 'taken';
      for (const name of free) taken.delete(name);
      for (const name of take) taken.add(name);
      rows.set(to.id, to);
      return 'moved';
    },
    async cancel(appointment, cells) {
      const row = rows.get(appointment.id);
      if (row?.status !== 'booked' || row.version !== appointment.version) return false;
      for (const name of names(appointment, cells)) taken.delete(name);
      rows.set(appointment.id, { ...row, status: 'cancelled', version: row.version + 1 });
      return true;
    },
  };
  const schedule: Schedules & Businesses = {
    async read(businessId) {
      asked.push('query schedule');
      const business = businesses.find(({ id }) => id === businessId);
      if (!business) return undefined;
      const days = new Map<string, DayDocument>();
      for (const name of taken) {
        const [owner, day = ''] = name.split('/');
        if (owner !== businessId) continue;
        days.set(day, {
          day,
          isTaken: (crew, quarter) => taken.has(`${businessId}/${day}/${crew}/${quarter}`),
        });
      }
      return { business, days };
    },
    async find(id) {
      return businesses.find((business) => business.id === id);
    },
  };
  return { ...schedule, appointments, rows, fees, asked };
};
