import { environmentRoutes, healthRoutes } from './health.ts';
import { operatorRoutes } from './operator.ts';
import { operatorAccountRoutes } from './operator-account.ts';
import { ownerRoutes } from './owner.ts';
import { partnerRoutes } from './partner.ts';
import { partnerKeyRoutes } from './partner-keys.ts';
import { partnerWebhookRoutes } from './partner-webhooks.ts';
import { peopleRoutes } from './people.ts';
import type { RouteTable } from './route.ts';

/** Every route table there is, by the tag its routes have in the OpenAPI document. */
export const apiRoutes = {
  people: peopleRoutes,
  business: ownerRoutes,
  health: { ...healthRoutes, ...environmentRoutes },
  operators: operatorAccountRoutes,
  operations: operatorRoutes,
  partnerships: partnerKeyRoutes,
  partners: partnerRoutes,
  webhooks: partnerWebhookRoutes,
} as const satisfies Readonly<Record<string, RouteTable>>;

/** What each tag's routes are about. */
export const API_TAGS: Readonly<Record<keyof typeof apiRoutes, string>> = {
  people: 'Signing up, signing in, and who is a member of which business.',
  business: 'Its settings, calls, appointments, booking fees, texts, and the record of what was decided.',
  health: 'Whether the service works, and, for operators, whether it is set up whole.',
  operators: 'Accounts of those who run the product.',
  operations: 'What operators see and do of operators, people and businesses.',
  partnerships: 'Partners and their keys, as operators make them.',
  partners: 'What a partner asks for by a key: opening businesses for others, and looking at those.',
  webhooks:
    "Where a partner's programs are told of what becomes of their businesses, and what they were told.",
};
