import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { dynamoAlerts } from './alerts.ts';
import { dynamoAppointments } from './appointments.ts';
import type { Table } from './client.ts';
import { dynamoCodes } from './codes.ts';
import { dynamoCustomers } from './customers.ts';
import { dynamoEmailStops } from './email-stops.ts';
import { dynamoFees } from './fees.ts';
import { dynamoPeople } from './people.ts';
import { dynamoSettings } from './settings.ts';

/** All of the table that e-mails are made of, and where it is noted what became of them. */
export const dynamoOfEmails = (table: Table, ids: DerivedIds, waiting: Waiting) => ({
  appointments: dynamoAppointments(table, ids, waiting),
  customers: dynamoCustomers(table),
  settings: dynamoSettings(table, waiting),
  fees: dynamoFees(table, ids, waiting),
  alerts: dynamoAlerts(table, ids, waiting),
  stops: dynamoEmailStops(table, ids),
  codes: dynamoCodes(table, ids),
  people: dynamoPeople(table, waiting),
});
