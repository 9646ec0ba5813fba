import { healthRoutes } from './health.ts';
import { operatorRoutes } from './operator.ts';
import { operatorAccountRoutes } from './operator-account.ts';
import { ownerRoutes } from './owner.ts';
import { peopleRoutes } from './people.ts';
import type { RouteTable } from './route.ts';

/** Every route table there is, by the tag its routes have in the OpenAPI document. */
export const apiRoutes = {
  people: peopleRoutes,
  business: ownerRoutes,
  health: healthRoutes,
  operators: operatorAccountRoutes,
  operations: operatorRoutes,
} as const satisfies Readonly<Record<string, RouteTable>>;

/** What each tag's routes are about. */
export const API_TAGS: Readonly<Record<keyof typeof apiRoutes, string>> = {
  people: 'Signing up, signing in, and who is a member of which business.',
  business: 'Its settings, calls, appointments, booking fees, texts, and the record of what was decided.',
  health: 'Whether the service works.',
  operators: 'Accounts of those who run the product.',
  operations: 'What operators see and do of operators, people and businesses.',
};
