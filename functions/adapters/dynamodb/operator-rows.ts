import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { dynamoCodes } from './codes.ts';
import { dynamoDirectory } from './directory.ts';
import { dynamoKeyUses } from './key-uses.ts';
import { dynamoLists } from './lists.ts';
import { dynamoOperators } from './operators.ts';
import { dynamoPartners } from './partners.ts';
import { dynamoPeople } from './people.ts';
import { dynamoQuarantine } from './quarantine.ts';
import { dynamoSettings } from './settings.ts';
import { dynamoTeam } from './team.ts';

/** All that operators reach of the table, by the one role that they have: what it may narrows it, not this. */
export const dynamoOperatorRows = (table: Table, ids: DerivedIds, waiting: Waiting) => ({
  people: dynamoPeople(table, waiting),
  operators: dynamoOperators(table, ids, waiting),
  codes: dynamoCodes(table, ids),
  directory: dynamoDirectory(table),
  settings: dynamoSettings(table, waiting),
  team: dynamoTeam(table, waiting),
  lists: dynamoLists(table),
  quarantine: dynamoQuarantine(table),
  partners: dynamoPartners(table, waiting),
  keyUses: dynamoKeyUses(table),
});
