import * as z from 'zod';
import { ANY_ROLE, OWNERS, type RouteTable } from './route.ts';
import { instant, ofBusiness } from './shapes.ts';

const anyMember = { who: 'member', roles: ANY_ROLE } as const;
const ownersOnly = { who: 'member', roles: OWNERS } as const;

const number = z.number().int().min(1).meta({ description: 'Which of the agents that callers heard' });
const hash = z.string().meta({ description: 'Stands for all that the agent is made of' });
const reason = z.enum(['onboarding', 'settings', 'rollback']);

const AgentShape = z
  .object({
    state: z.enum(['none', 'current', 'pending', 'failed']).meta({
      description:
        'none: callers hear no agent yet; current: they hear what they should; pending: that is on its way; failed: the last try did not bring it there, and they hear what they heard before',
    }),
    live: z.object({ number, hash, since: instant }).optional(),
    wanted: z.object({ hash }).optional().meta({ description: 'What callers should hear' }),
    failed: z
      .object({
        problem: z.enum([
          'vendor_refused',
          'vendor_unavailable',
          'vendor_outcome_unknown',
          'read_back_differs',
          'settings_too_long',
        ]),
        at: instant,
        reason,
      })
      .optional(),
    chosen: z.object({ number, at: instant }).optional().meta({
      description: 'Gone back to by an owner; holds until settings change in a way that callers would notice',
    }),
  })
  .meta({ id: 'Agent' });

const at = <Rest extends string>(rest: Rest) => `/v1/businesses/{businessId}/agent${rest}` as const;

/** The agent that callers hear. */
export const agentRoutes = {
  showAgent: {
    method: 'GET',
    at: at(''),
    summary: 'Which agent callers hear, since when, and whether another is on its way',
    access: anyMember,
    path: ofBusiness,
    status: 200,
    answer: AgentShape,
    refuses: [],
  },
  listAgentVersions: {
    method: 'GET',
    at: at('/versions'),
    summary: 'The agents that callers heard, at most a hundred, the latest first',
    access: anyMember,
    path: ofBusiness,
    status: 200,
    answer: z.object({
      items: z.array(z.object({ number, hash, publishedAt: instant, reason, prompt: z.string() })),
    }),
    refuses: [],
  },
  rollbackAgent: {
    method: 'POST',
    at: at('/rollback'),
    summary: 'Go back to what callers heard before the agent that they hear now',
    access: ownersOnly,
    path: ofBusiness,
    body: z.strictObject({ number: number.meta({ description: 'The agent that callers hear now' }) }),
    status: 202,
    answer: AgentShape,
    refuses: ['agent_version_not_found', 'changed_meanwhile'],
  },
} as const satisfies RouteTable;
