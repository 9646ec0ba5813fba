import * as z from 'zod';
import { AppointmentId, CallId } from '../ids.ts';
import { CALL_STAGES } from './insights.ts';
import { CallShape, isOrdered, span } from './listed-shapes.ts';
import { ANY_ROLE, OWNERS, type RouteTable } from './route.ts';
import { instant, ofBusiness, pageOf, paging, words } from './shapes.ts';

export const CallOutcomes = z.enum([
  'booked',
  'refused',
  'texted',
  'looked_up',
  'no_tools',
  'no_speech',
  'not_connected',
]);

/** How many calls a page of a search looks through. */
export const MOST_LOOKED_THROUGH = 200;

const Mark = z.enum(['spam', 'test']);

const FeedbackShape = z
  .object({
    rating: z.enum(['good', 'bad']),
    words: z.string().optional(),
    isDone: z.boolean().meta({ description: 'Nothing is left to be looked at' }),
    at: instant,
  })
  .meta({ id: 'Feedback' });

const offset = z.number().int().meta({ description: 'Milliseconds since the call began' });

export const ListedCallShape = CallShape.extend({
  mark: Mark.optional(),
  hasRecording: z.boolean().meta({ description: 'Whether it can be heard now' }),
}).meta({ id: 'ListedCall' });

const TurnShape = z
  .object({
    role: z.enum(['agent', 'caller', 'tool']),
    text: z.string().meta({ description: 'What was said; of a tool its name' }),
    startMs: offset.optional(),
    endMs: offset.optional(),
  })
  .meta({ id: 'Turn' });

const ToolUseShape = z
  .object({
    name: z.string(),
    answer: z.string().meta({ description: '`ok`, or the code of why not' }),
    appointmentId: z.optional(AppointmentId),
    atMs: offset.optional(),
  })
  .meta({ id: 'ToolUse' });

const RecordingShape = z
  .object({
    state: z.enum(['none', 'waiting', 'ready', 'gone', 'expired']).meta({
      description:
        '`none`: the call was not recorded. `waiting`: it is being copied. `gone`: it was lost before it could be',
    }),
    because: z.string().optional().meta({ description: 'Why it is gone' }),
    durationMs: z.number().int().optional(),
    peaks: z.array(z.number().int()).optional().meta({
      description: 'How loud it is from beginning to end, 0 to 100. None where the audio cannot be read',
    }),
    keptUntil: instant.optional().meta({ description: 'When it goes, unless it is held' }),
    isHeld: z.boolean().meta({ description: 'It stays, whatever its time' }),
    heldBecause: z.string().optional(),
  })
  .meta({ id: 'Recording' });

const PlayShape = z
  .object({
    url: z.string().meta({
      description: 'Opens the recording for five minutes, for whoever has it: it is not to be kept',
    }),
    endsAt: instant,
  })
  .meta({ id: 'RecordingPlay' });

const HoldShape = z
  .object({ isHeld: z.boolean(), reason: z.string(), since: instant })
  .meta({ id: 'RecordingHold' });

const RatedCallShape = z.object({ callId: CallId, feedback: FeedbackShape }).meta({ id: 'RatedCall' });

const member = { who: 'member', roles: ANY_ROLE } as const;
const owners = { who: 'member', roles: OWNERS } as const;
const ofCall = ofBusiness.extend({ callId: CallId });
const at = <Rest extends string>(rest: Rest) => `/v1/businesses/{businessId}${rest}` as const;

/** Calls: looked through, heard, marked and rated. */
export const callRoutes = {
  listCalls: {
    method: 'GET',
    at: at('/calls'),
    summary: `Calls, the latest first. A page of a search looks through ${MOST_LOOKED_THROUGH} calls: it may have few or none, and lead on`,
    access: member,
    path: ofBusiness,
    query: z
      .strictObject({
        ...paging,
        ...span,
        outcome: CallOutcomes.optional(),
        stage: z.enum(CALL_STAGES).optional().meta({ description: 'Test calls have no stage' }),
        words: words(80)
          .optional()
          .meta({ description: "In the summary, or three digits or more of the caller's number" }),
      })
      .refine(isOrdered, { path: ['from'], message: 'before `until`' })
      .refine(isOrdered, { path: ['until'], message: 'after `from`' }),
    status: 200,
    answer: pageOf(ListedCallShape),
    refuses: ['cursor_invalid'],
  },
  showCall: {
    method: 'GET',
    at: at('/calls/{callId}'),
    summary: 'A call with its transcript, its tools and its recording',
    access: member,
    path: ofCall,
    status: 200,
    answer: CallShape.extend({
      transcript: z.string().optional(),
      transcriptTurns: z.array(TurnShape).optional(),
      tools: z.array(ToolUseShape),
      bookedAtMs: offset.optional(),
      recording: RecordingShape,
      mark: Mark.optional(),
      feedback: FeedbackShape.optional(),
    }).meta({ id: 'CallWithTranscript' }),
    refuses: ['call_not_found'],
  },
  playRecording: {
    method: 'POST',
    at: at('/calls/{callId}/recording-plays'),
    summary: 'Hear a recording: an address for some minutes, and on record who asked for it',
    access: member,
    path: ofCall,
    status: 201,
    answer: PlayShape,
    refuses: ['call_not_found', 'recording_not_found'],
  },
  holdRecording: {
    method: 'PUT',
    at: at('/calls/{callId}/recording/hold'),
    summary: 'Keep a recording beyond its time, also when the business leaves; or let it go again',
    access: owners,
    path: ofCall,
    body: z.strictObject({ held: z.boolean(), reason: words(400) }),
    status: 200,
    answer: HoldShape,
    refuses: ['call_not_found', 'recording_not_found', 'changed_meanwhile'],
  },
  markCall: {
    method: 'PUT',
    at: at('/calls/{callId}/mark'),
    summary: 'Say that a call was spam or a test, or take that back',
    access: member,
    path: ofCall,
    body: z.strictObject({ mark: Mark.nullable() }),
    status: 200,
    answer: z.object({ mark: Mark.optional() }),
    refuses: ['call_not_found', 'changed_meanwhile'],
  },
  rateCall: {
    method: 'PUT',
    at: at('/calls/{callId}/feedback'),
    summary: 'Say how a call went. One that went badly is to be looked at until it is done',
    access: member,
    path: ofCall,
    body: z.strictObject({
      rating: z.enum(['good', 'bad']),
      words: words(1000).optional(),
      done: z.boolean().default(false),
    }),
    status: 200,
    answer: FeedbackShape,
    refuses: ['call_not_found', 'changed_meanwhile'],
  },
  listFeedback: {
    method: 'GET',
    at: at('/feedback'),
    summary:
      'Calls that somebody said something of, the latest word first: those to be looked at, or all others',
    access: member,
    path: ofBusiness,
    query: z.strictObject({
      ...paging,
      open: z
        .enum(['true', 'false'])
        .default('true')
        .transform((text) => text === 'true'),
    }),
    status: 200,
    answer: pageOf(RatedCallShape),
    refuses: ['cursor_invalid'],
  },
} as const satisfies RouteTable;
