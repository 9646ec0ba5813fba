import * as z from 'zod';
import { AppointmentId, BusinessId, CallId } from '../ids.ts';
import { profileFields } from './business-shapes.ts';
import { operatorLeavingRoutes } from './leaving.ts';
import { OperatorShape } from './operator-account.ts';
import { operatorContestRoutes } from './operator-contests.ts';
import { ownerRoutes } from './owner.ts';
import { PersonId } from './people.ts';
import { Role, type RouteTable } from './route.ts';
import { email, givenInstant, instant, ofBusiness, pageOf, paging, words } from './shapes.ts';

const operator = { who: 'operator' } as const;
const ofPerson = z.strictObject({ personId: PersonId });
const state = z.enum(['active', 'disabled']);

const isOrdered = ({ from, until }: { from?: string | undefined; until?: string | undefined }) =>
  from === undefined || until === undefined || from < until;
const page = z
  .strictObject({ ...paging, from: givenInstant.optional(), until: givenInstant.optional() })
  .refine(isOrdered, { path: ['from'], message: 'before `until`' })
  .refine(isOrdered, { path: ['until'], message: 'after `from`' });

const ListedBusiness = z
  .object({ id: BusinessId, name: z.string(), trade: z.string(), isReachable: z.boolean() })
  .meta({ id: 'ListedBusiness' });

/** What running the product takes, and not what the business alone needs: no opening hours, no telephone of a person. */
const InspectedBusiness = z
  .object({
    id: BusinessId,
    ...profileFields,
    ownerEmail: z.string(),
    settingsVersion: z.number().int(),
    isReachable: z.boolean().meta({ description: 'Whether it has a number that an agent answers' }),
    numbers: z.array(z.string()),
    subscription: z.string().optional().meta({ description: 'Its standing, as Stripe last told' }),
    hasPaymentMethod: z.boolean(),
    teamSize: z.number().int(),
    owners: z.number().int(),
  })
  .meta({ id: 'InspectedBusiness' });

/** A call without who called and what was said: what went wrong shows without it, and the words are their business's. */
const InspectedCall = z
  .object({
    id: CallId,
    startedAt: instant.optional(),
    endedAt: instant.optional(),
    durationMs: z.number().int().optional(),
    outcome: z.string().optional(),
    outcomeCode: z.string().optional(),
    disconnectionReason: z.string().optional(),
    appointmentIds: z.array(AppointmentId).optional(),
    costMicros: z.number().int().optional(),
  })
  .meta({ id: 'InspectedCall' });

const TeamMember = z
  .object({ personId: PersonId, email: z.string(), name: z.string(), role: Role, since: instant, state })
  .meta({ id: 'InspectedMember' });

const at = <Rest extends string>(rest: Rest) => `/v1/operator${rest}` as const;
const ofOne = <Rest extends string>(rest: Rest) => at(`/businesses/{businessId}${rest}`);

/** What operators ask about operators, people and businesses. */
export const operatorRoutes = {
  listOperators: {
    method: 'GET',
    at: at('/operators'),
    summary: 'Who is an operator',
    access: operator,
    status: 200,
    answer: z.object({ items: z.array(OperatorShape) }),
    refuses: [],
  },
  inviteOperator: {
    method: 'POST',
    at: at('/operators/invitations'),
    summary: 'Send an invitation to an address; it holds for one day',
    access: operator,
    body: z.strictObject({ email, name: words(120) }),
    creates: true,
    status: 202,
    refuses: ['operator_exists'],
  },
  setOperatorState: {
    method: 'PUT',
    at: at('/operators/{personId}/state'),
    summary: 'Disable an operator, who is refused within a minute, or let one in again; never oneself',
    access: operator,
    path: ofPerson,
    body: z.strictObject({ state }),
    status: 204,
    refuses: ['person_not_found', 'not_oneself', 'last_operator', 'changed_meanwhile'],
  },
  setPersonState: {
    method: 'PUT',
    at: at('/people/{personId}/state'),
    summary:
      'Disable an owner or a member of staff, who is refused everywhere within a minute, or let one in again',
    access: operator,
    path: ofPerson,
    body: z.strictObject({ state }),
    status: 204,
    refuses: ['person_not_found', 'changed_meanwhile'],
  },
  listBusinesses: {
    method: 'GET',
    at: at('/businesses'),
    summary: 'All businesses, by their ids',
    access: operator,
    query: z.strictObject(paging),
    status: 200,
    answer: pageOf(ListedBusiness),
    refuses: ['cursor_invalid'],
  },
  inspectBusiness: {
    method: 'GET',
    at: ofOne(''),
    summary: 'A business: profile, standing, numbers, and how large its team is',
    access: operator,
    path: ofBusiness,
    status: 200,
    answer: InspectedBusiness,
    refuses: ['business_not_found'],
  },
  inspectTeam: {
    method: 'GET',
    at: ofOne('/team'),
    summary: 'Who is a member of a business, and whether they are let in',
    access: operator,
    path: ofBusiness,
    status: 200,
    answer: z.object({ items: z.array(TeamMember) }),
    refuses: ['business_not_found'],
  },
  inspectAudit: {
    method: 'GET',
    at: ofOne('/audit'),
    summary: 'What was decided at a business, by whom, the latest first',
    access: operator,
    path: ofBusiness,
    query: page,
    status: 200,
    answer: ownerRoutes.listAudit.answer,
    refuses: ['business_not_found', 'cursor_invalid'],
  },
  inspectCalls: {
    method: 'GET',
    at: ofOne('/calls'),
    summary: 'Calls of a business, the latest first, without who called and what was said',
    access: operator,
    path: ofBusiness,
    query: page,
    status: 200,
    answer: pageOf(InspectedCall),
    refuses: ['business_not_found', 'cursor_invalid'],
  },
  ...operatorLeavingRoutes,
  ...operatorContestRoutes,
  showQuarantine: {
    method: 'GET',
    at: at('/quarantine'),
    summary: 'How many events of vendors wait for a business that we do not know',
    access: operator,
    status: 200,
    answer: z
      .object({
        waiting: z.number().int(),
        since: instant.optional().meta({ description: 'When the oldest of them was set aside' }),
      })
      .meta({ id: 'QuarantineState' }),
    refuses: [],
  },
} as const satisfies RouteTable;
