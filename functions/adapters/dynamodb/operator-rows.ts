import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { dynamoClosings } from './closings.ts';
import { dynamoCodes } from './codes.ts';
import { dynamoContests } from './contests.ts';
import { dynamoDirectory } from './directory.ts';
import { dynamoKeyUses } from './key-uses.ts';
import { dynamoLists } from './lists.ts';
import { dynamoOnboardings } from './onboardings.ts';
import { dynamoOperators } from './operators.ts';
import { dynamoPartners } from './partners.ts';
import { dynamoPeople } from './people.ts';
import { dynamoQuarantine } from './quarantine.ts';
import { dynamoSettings } from './settings.ts';
import { dynamoSuspensions } from './suspensions.ts';
import { dynamoTeam } from './team.ts';
import { dynamoWaitingContests } from './waiting-contests.ts';

/** All that operators reach of the table, by the one role that they have: what it may narrows it, not this. */
export const dynamoOperatorRows = (table: Table, ids: DerivedIds, clock: Clock, waiting: Waiting) => ({
  people: dynamoPeople(table, waiting),
  operators: dynamoOperators(table, ids, waiting),
  codes: dynamoCodes(table, ids),
  directory: dynamoDirectory(table),
  settings: dynamoSettings(table, waiting),
  team: dynamoTeam(table, waiting),
  lists: dynamoLists(table),
  onboardings: dynamoOnboardings(table, ids, clock, waiting),
  closings: dynamoClosings(table, ids, clock, waiting),
  suspensions: dynamoSuspensions(table, ids, waiting),
  contests: dynamoContests(table, ids, waiting),
  waitingContests: dynamoWaitingContests(table),
  quarantine: dynamoQuarantine(table),
  partners: dynamoPartners(table, waiting),
  keyUses: dynamoKeyUses(table),
});
