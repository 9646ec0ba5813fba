import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Hashing } from '../../runtime/hashing.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { dynamoAlerts } from './alerts.ts';
import { dynamoAppointments } from './appointments.ts';
import { dynamoBillingAccounts, dynamoCheckouts } from './billing-accounts.ts';
import { dynamoCallLegs } from './call-legs.ts';
import { dynamoCalls } from './calls.ts';
import type { Table } from './client.ts';
import { dynamoConsents } from './consents.ts';
import { dynamoCustomers } from './customers.ts';
import { dynamoEmailStops } from './email-stops.ts';
import { dynamoFees } from './fees.ts';
import { dynamoInboundTexts } from './inbound-texts.ts';
import { dynamoAccountInvoices, dynamoInvoiceRegistry } from './invoiced.ts';
import { dynamoProvisions } from './provisions.ts';
import { dynamoQuarantine } from './quarantine.ts';
import { dynamoRegistry } from './registry.ts';
import { dynamoReversals } from './reversals.ts';
import { dynamoSchedules } from './schedules.ts';
import { dynamoSettingAside } from './setting-aside.ts';
import { dynamoTexts } from './texts.ts';
import { dynamoVendorEvents } from './vendor-events.ts';

type Means = {
  readonly ids: DerivedIds;
  readonly by: Pick<Hashing, 'digest'>;
  readonly clock: Clock;
  readonly waiting: Waiting;
};

/** All of the table that what a vendor tells us is looked up in or written to. */
export const dynamoVendorFacts = (table: Table, { ids, by, clock, waiting }: Means) => ({
  registry: dynamoRegistry(table),
  events: dynamoVendorEvents(table),
  quarantine: { ...dynamoQuarantine(table), ...dynamoSettingAside(table, waiting) },
  businesses: dynamoSchedules(table, clock),
  appointments: dynamoAppointments(table, ids, waiting),
  calls: dynamoCalls(table, ids, waiting),
  customers: dynamoCustomers(table),
  legs: dynamoCallLegs(table, waiting),
  provisions: dynamoProvisions(table, ids, waiting),
  texts: dynamoTexts(table, ids, by, waiting),
  consents: dynamoConsents(table, ids, waiting),
  inbound: dynamoInboundTexts(table, ids, waiting),
  alerts: dynamoAlerts(table, ids, waiting),
  stops: dynamoEmailStops(table, ids),
  fees: dynamoFees(table, ids, waiting),
  accounts: dynamoBillingAccounts(table, ids, waiting),
  checkouts: dynamoCheckouts(table, waiting),
  invoices: dynamoAccountInvoices(table, waiting),
  invoiced: dynamoInvoiceRegistry(table, waiting),
  rows: dynamoReversals(table, waiting),
});
