import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import { hashing } from '../../runtime/hashing.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { dynamoAgentRecords } from './agent-versions.ts';
import { dynamoAwaitedCalls } from './awaited-calls.ts';
import { dynamoBillingConnection } from './billing-connection.ts';
import { dynamoLineConnection } from './business-creation.ts';
import type { Table } from './client.ts';
import { dynamoClosings } from './closings.ts';
import { dynamoForgetCustomer } from './erasure.ts';
import { dynamoHeldTexts } from './held-texts.ts';
import { dynamoLists } from './lists.ts';
import { dynamoOnboardings } from './onboardings.ts';
import { dynamoProvisionRegistry } from './provision-registry.ts';
import { dynamoQuarantine } from './quarantine.ts';
import { dynamoRegistry } from './registry.ts';
import { dynamoSettings } from './settings.ts';
import { dynamoTallies } from './tallies.ts';
import { dynamoClearance } from './text-clearance.ts';
import { dynamoTexts } from './texts.ts';
import { dynamoTrials } from './trials.ts';

/** All of the table that bringing businesses to their lines, and taking them back, reads and writes. */
export const dynamoOfOnboarding = (
  table: Table,
  { ids, clock, waiting }: { readonly ids: DerivedIds; readonly clock: Clock; readonly waiting: Waiting },
) => ({
  onboardings: dynamoOnboardings(table, ids, clock, waiting),
  closings: dynamoClosings(table, ids, clock, waiting),
  settings: dynamoSettings(table, waiting),
  records: dynamoAgentRecords(table, ids, waiting),
  billing: dynamoBillingConnection(table, waiting),
  lines: dynamoLineConnection(table, waiting),
  registry: dynamoRegistry(table),
  claims: dynamoProvisionRegistry(table),
  awaited: dynamoAwaitedCalls(table),
  trialRows: dynamoTrials(table, waiting),
  tallies: dynamoTallies(() => table),
  quarantine: dynamoQuarantine(table),
  lists: dynamoLists(table),
  forgetCustomer: dynamoForgetCustomer(table),
  clearance: dynamoClearance(table),
  held: dynamoHeldTexts(table),
  texts: dynamoTexts(table, ids, hashing, waiting),
});
