import type { Diary } from '../../domain/appointment/answer-appointments.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { dynamoAppointments } from './appointments.ts';
import type { Table } from './client.ts';
import { dynamoConsents } from './consents.ts';
import { dynamoDays } from './days.ts';

/** What people of a business make, move and cancel appointments with, all through that table's own credentials. */
export const dynamoDiary = (table: Table, ids: DerivedIds, waiting: Waiting): Omit<Diary, 'settings'> => ({
  appointments: dynamoAppointments(table, ids, waiting),
  days: dynamoDays(table),
  consents: dynamoConsents(table, ids, waiting),
});
