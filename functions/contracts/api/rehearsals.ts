import * as z from 'zod';
import { LONGEST_REHEARSAL, LONGEST_TURN } from './longest-rehearsal.ts';
import { ANY_ROLE, type RouteTable } from './route.ts';
import { ofBusiness } from './shapes.ts';

/** A model is paid by what it reads, and reads all of it at each move. */
const MOST_CHARACTERS = 60_000;

export const REHEARSED_TOOLS = ['lookup_availability', 'book_appointment', 'send_booking_sms'] as const;

const Spoken = z
  .strictObject({
    kind: z.literal('spoken'),
    by: z.enum(['agent', 'caller']),
    words: z.string().trim().min(1).max(LONGEST_TURN.words),
  })
  .meta({ id: 'RehearsedWords' });

const ToolUse = z
  .strictObject({
    kind: z.literal('tool'),
    id: z.string().min(1).max(LONGEST_TURN.id),
    name: z.enum(REHEARSED_TOOLS),
    asked: z.string().max(LONGEST_TURN.asked).meta({ description: 'JSON, as the agent asked' }),
    answered: z.string().max(16_000).meta({ description: 'JSON, as the agent was answered' }),
  })
  .meta({ id: 'RehearsedToolUse' });

export const RehearsedTurn = z.discriminatedUnion('kind', [Spoken, ToolUse]).meta({ id: 'RehearsedTurn' });
export type RehearsedTurn = z.infer<typeof RehearsedTurn>;

/** What an owner types to the agent to try it out. */
export const rehearsalRoutes = {
  rehearse: {
    method: 'POST',
    at: '/v1/businesses/{businessId}/agent/rehearsal',
    summary:
      'Try the agent that callers hear, in writing: it sees the real calendar, and books, texts and charges nothing',
    access: { who: 'member', roles: ANY_ROLE },
    path: ofBusiness,
    body: z.strictObject({
      turns: z
        .array(RehearsedTurn)
        .max(LONGEST_REHEARSAL)
        .refine((turns) => JSON.stringify(turns).length <= MOST_CHARACTERS, 'longer than any call')
        .meta({
          description: `All that there was, from the first, ${MOST_CHARACTERS} characters at most: it is kept nowhere. None: the agent picks up`,
        }),
    }),
    status: 200,
    answer: z
      .object({
        turns: z.array(RehearsedTurn).meta({ description: 'What comes after those that were sent' }),
        next: z.enum(['caller', 'agent', 'nobody']).meta({
          description:
            'Whose turn it is. `agent`: it has asked a tool and goes on when asked again. `nobody`: the call is over',
        }),
        ending: z.enum(['hung_up', 'put_through']).optional().meta({
          description: 'How the agent ended it: `put_through`, it would have rung the owner',
        }),
      })
      .meta({ id: 'Rehearsal' }),
    refuses: ['agent_version_not_found', 'daily_cap_reached', 'vendor_unavailable', 'vendor_refused'],
  },
} as const satisfies RouteTable;
