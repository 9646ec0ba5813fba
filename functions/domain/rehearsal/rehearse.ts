import type { RehearsedTurn } from '../../contracts/api/rehearsals.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { answerCall, openingFor } from '../agent/answer-call.ts';
import type { AgentRecords } from '../agent/ports.ts';
import { Refusal } from '../errors.ts';
import { type CapDeps, countToday } from '../limit/count-today.ts';
import type { AgentInWriting, RehearsedToolUse } from './ports.ts';
import { type SandboxDeps, sandboxTools } from './sandbox-tools.ts';

export type RehearsalDeps = SandboxDeps & {
  readonly agentRecords: Pick<AgentRecords, 'find'>;
  readonly agent: AgentInWriting;
  readonly limits: CapDeps;
};

export type Rehearsed = {
  readonly turns: readonly RehearsedTurn[];
  readonly next: 'caller' | 'agent' | 'nobody';
  readonly ending?: 'hung_up' | 'put_through' | undefined;
};

/** An agent that asks more tools than that before it is the caller's turn again gets nowhere, and costs. */
const MOST_TOOLS_A_TURN = 6;

const spoken = (words: string): RehearsedTurn => ({ kind: 'spoken', by: 'agent', words });

/**
 * One move of the agent that callers hear now, in a conversation that is typed and kept nowhere. It asks its tools as on the
 * phone, and they answer from the real calendar without changing anything. Refuses with `agent_version_not_found` where
 * callers hear none yet, with `daily_cap_reached`, and as the vendor does.
 */
export const rehearse =
  (deps: RehearsalDeps) =>
  async (businessId: BusinessId, turns: readonly RehearsedTurn[], nowMs: number): Promise<Rehearsed> => {
    const { live, at } = (await deps.agentRecords.find(businessId)) ?? {};
    if (!live || !at?.agentId) throw new Refusal('agent_version_not_found');
    const welcome = await answerCall(deps)({ businessId, agentId: at.agentId, number: undefined, nowMs });
    const { business } = welcome;
    const last = turns.at(-1);
    if (last === undefined) return { turns: [spoken(openingFor(welcome))], next: 'caller' };
    const sinceCaller = turns.slice(
      turns.findLastIndex((turn) => turn.kind === 'spoken' && turn.by === 'caller'),
    );
    const tools = sinceCaller.filter(({ kind }) => kind === 'tool').length;
    const isCallersTurn = last.kind === 'spoken' && last.by === 'agent';
    if (isCallersTurn || tools >= MOST_TOOLS_A_TURN) return { turns: [], next: 'caller' };

    await countToday(deps.limits)(
      { holder: { kind: 'business', businessId }, cap: 'rehearsed moves of a business', zone: business.zone },
      undefined,
      nowMs,
    );
    const { words, asks, ending } = await deps.agent.goOn(
      { agentId: at.agentId, version: live.vendorVersion },
      welcome,
      turns,
    );
    const said = words.map(spoken);
    if (!asks) return { turns: said, next: ending ? 'nobody' : 'caller', ending };
    const used = turns.filter((turn): turn is RehearsedToolUse => turn.kind === 'tool');
    const answer = await sandboxTools(deps, business, used, nowMs);
    const answered = JSON.stringify(await answer(asks));
    return { turns: [...said, { kind: 'tool', ...asks, answered }], next: 'agent' };
  };
