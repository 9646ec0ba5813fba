import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod/mini';
import { faultyFields } from '../contracts/faulty-fields.ts';
import { BusinessId } from '../contracts/ids.ts';
import { InboundCall, ToolCall } from '../contracts/retell.ts';
import type { ToolAnswer, ToolRequest } from '../contracts/tools.ts';
import { Refusal, type RefusalCode } from '../domain/errors.ts';
import type { Clock } from './clock.ts';
import { begin } from './correlation.ts';
import { instrumented } from './handler.ts';
import { described, log } from './log.ts';
import { count } from './metrics.ts';
import { json, problem } from './problem.ts';
import { refusals, SAY_ON_FAILURE } from './refusals.ts';
import { parseJson, signedRequest, type Verify } from './signed-request.ts';

/** A tool: what its arguments must be, and what answers it. */
export type Tool<Schema extends z.ZodMiniType = z.ZodMiniType> = {
  readonly schema: Schema;
  readonly answer: (request: ToolRequest<z.output<Schema>>) => Promise<ToolAnswer>;
};

/** A tool that no longer says which arguments it takes: they are checked by its own schema before it is asked. */
type AnyTool = {
  readonly schema: z.ZodMiniType;
  readonly answer: (request: ToolRequest<never>) => Promise<ToolAnswer>;
};

/** The tools by the names the agent calls them. */
export const toolbox = (tools: Readonly<Record<string, AnyTool>>): ReadonlyMap<string, Tool> =>
  new Map(Object.entries(tools) as unknown as [string, Tool][]);

export type VoiceDeps = {
  readonly verify: Verify;
  readonly clock: Clock;
  /** Answers the inbound webhook with Retell's response body. */
  readonly answerCall: (businessId: BusinessId, call: InboundCall, nowMs: number) => Promise<unknown>;
  readonly tools: ReadonlyMap<string, Tool>;
};

/** A request while somebody is on the line carries a transcript at most; 0.7 MB is a call of half an hour. */
const MAX_VOICE_BYTES = 2 * 1024 * 1024;

const parsed = <Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refusal('malformed_request', { fields: faultyFields(result.error) });
};

const refused = (code: RefusalCode | 'internal', say: string, facts: object = {}): ToolAnswer => ({
  ok: false,
  code,
  say,
  ...facts,
});

/** Where Retell does not say what kind of call it is, one without a called number did not come over the telephone. */
const isTest = ({ call_type: type, to_number: number }: ToolCall['call']): boolean =>
  type === undefined ? number === undefined : type !== 'phone_call';

/** A model may invent a field and name it as it likes: only what looks like a name of ours is logged. */
const loggable = (facts: Readonly<Record<string, unknown>>) =>
  Array.isArray(facts.fields)
    ? { ...facts, fields: facts.fields.filter((field) => /^[\w.]{1,40}$/.test(String(field))) }
    : facts;

/** Whoever waits on the telephone always hears something: every refusal and every failure is an answer to say. */
const answerTool = async (deps: VoiceDeps, businessId: BusinessId, body: ToolCall, tool: Tool) => {
  const { call } = body;
  const startedMs = deps.clock.now();
  const facts: Record<string, unknown> = {};
  begin(call.call_id, businessId);

  const tell = (answer: ToolAnswer): ToolAnswer => {
    const milliseconds = deps.clock.now() - startedMs;
    const { ok, code } = answer;
    const line = { tool: body.name, ok, code, ...loggable(facts), milliseconds };
    if (ok) log.info('tool.answered', line);
    else log.warn('tool.answered', line);
    return answer;
  };

  try {
    const wish = tool.schema.safeParse(body.args);
    if (!wish.success) throw new Refusal('invalid_arguments', { fields: faultyFields(wish.error) });
    const entries = call.transcript_with_tool_calls ?? [];
    const answer = await tool.answer({
      businessId,
      call: {
        id: call.call_id,
        isTest: isTest(call),
        agentId: call.agent_id,
        number: call.to_number,
        from: call.from_number,
        startedAtMs: call.start_timestamp,
      },
      toolCallId: entries.findLast(({ role }) => role === 'tool_call_invocation')?.tool_call_id,
      transcriptTurn: entries.length > 0 ? entries.length - 1 : undefined,
      wish: wish.data,
      nowMs: startedMs,
      note: (more) => void Object.assign(facts, more),
    });
    return tell(answer);
  } catch (error) {
    if (error instanceof Refusal) {
      count(`ToolRefused_${error.code}`);
      Object.assign(facts, error.facts);
      return tell(refused(error.code, refusals[error.code].say, error.facts));
    }
    count('ToolFailed');
    log.error('tool.failed', { tool: body.name, error: described(error) });
    return tell(refused('internal', SAY_ON_FAILURE));
  }
};

/** The phone rings: Retell asks what to tell the agent. */
const answerRinging = async (deps: VoiceDeps, businessId: BusinessId, call: InboundCall) => {
  const startedMs = deps.clock.now();
  begin(call.call_inbound.call_id, businessId);
  const answer = await deps.answerCall(businessId, call, startedMs);
  log.info('call.answered', { milliseconds: deps.clock.now() - startedMs });
  return answer;
};

/** `POST /voice/{businessId}/inbound` and `POST /voice/{businessId}/tools/{tool}`, signed by Retell. */
export const createVoice = (deps: VoiceDeps) =>
  instrumented<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(async (event) => {
    begin(undefined);
    try {
      const request = signedRequest(event, MAX_VOICE_BYTES);
      await deps.verify(request);
      const body = parseJson(request.raw.toString('utf8'));
      const businessId = parsed(BusinessId, event.pathParameters?.businessId);
      const name = event.pathParameters?.tool;
      if (name === undefined) {
        return json(await answerRinging(deps, businessId, parsed(InboundCall, body)));
      }
      const call = parsed(ToolCall, body);
      const tool = deps.tools.get(name);
      // The signature does not cover the path: a body signed for one tool must not run another.
      if (!tool || call.name !== name) throw new Refusal('unknown_tool', { tool: name });
      return json(await answerTool(deps, businessId, call, tool));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      count(`VoiceRefused_${error.code}`);
      log.warn('voice.refused', { code: error.code, ...error.facts });
      return problem(error.code);
    }
  });
