import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { dynamoInvoicesOf } from './account-invoices.ts';
import { dynamoAgentRecords } from './agent-versions.ts';
import { dynamoBillingAccounts } from './billing-accounts.ts';
import { dynamoCallStories } from './call-stories.ts';
import { dynamoCalls } from './calls.ts';
import type { Table } from './client.ts';
import { dynamoClosings } from './closings.ts';
import { dynamoConsents } from './consents.ts';
import { dynamoContests } from './contests.ts';
import { dynamoCustomers } from './customers.ts';
import { dynamoDiary } from './diary.ts';
import { dynamoExports } from './exports.ts';
import { dynamoFees } from './fees.ts';
import { dynamoLists } from './lists.ts';
import { dynamoLiveTickets } from './live.ts';
import { dynamoOnboardings } from './onboardings.ts';
import { dynamoOpeningForOwner, dynamoOwnership } from './partner-businesses.ts';
import { dynamoHolds, dynamoListening, dynamoRemarks } from './remarks.ts';
import { dynamoSchedules } from './schedules.ts';
import { dynamoSettings } from './settings.ts';
import { dynamoSuspensions } from './suspensions.ts';

type Means = { readonly ids: DerivedIds; readonly clock: Clock; readonly waiting: Waiting };

/** All that members read and change of their business; `own` reaches that business and no other. */
export const dynamoOfBusiness = (own: Table, { ids, clock, waiting }: Means) => ({
  settings: dynamoSettings(own, waiting),
  agentRecords: dynamoAgentRecords(own, ids, waiting),
  onboardings: dynamoOnboardings(own, ids, clock, waiting),
  closings: dynamoClosings(own, ids, clock, waiting),
  suspensions: dynamoSuspensions(own, ids, waiting),
  exports: dynamoExports(own, ids, waiting),
  calls: dynamoCalls(own, ids, waiting),
  stories: dynamoCallStories(own),
  remarks: dynamoRemarks(own, waiting),
  holds: dynamoHolds(own, waiting),
  listening: dynamoListening(own, waiting),
  ...dynamoDiary(own, ids, waiting),
  schedules: dynamoSchedules(own, clock),
  customers: dynamoCustomers(own),
  consents: dynamoConsents(own, ids, waiting),
  lists: dynamoLists(own),
  invoices: dynamoInvoicesOf(own),
  accounts: dynamoBillingAccounts(own, ids, waiting),
  fees: dynamoFees(own, ids, waiting),
  contests: dynamoContests(own, ids, waiting),
  liveTickets: dynamoLiveTickets(own),
});

/** What a partner opens, reads and says of a business of theirs; `own` reaches that business and no other. */
export const dynamoOfPartnerBusiness = (own: Table, { ids, clock, waiting }: Means) => ({
  ...dynamoOpeningForOwner(own, ids, waiting),
  ...dynamoOwnership(own),
  settings: dynamoSettings(own, waiting),
  onboardings: dynamoOnboardings(own, ids, clock, waiting),
  lists: dynamoLists(own),
});
