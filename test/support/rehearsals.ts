import type { RehearsedTurn } from '../../functions/contracts/api/rehearsals.ts';
import type { ToolAnswer } from '../../functions/contracts/tools.ts';
import { type AgentRecord, newRecord, nextRecord } from '../../functions/domain/agent/agent-record.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import type { AgentMove } from '../../functions/domain/rehearsal/ports.ts';
import { rehearse } from '../../functions/domain/rehearsal/rehearse.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { sayRefused } from '../../functions/runtime/refusals.ts';
import { aBusiness, MONDAY_MORNING } from './builders.ts';
import { memorySchedule } from './memory-schedule.ts';
import { someLimits } from './some-limits.ts';

export const AGENT = 'agent_apexhvac01';
const LIVE = { number: 3, hash: 'h', vendorVersion: 7, since: '2026-11-20T15:00:00.000Z' };
export const says = (words: string): RehearsedTurn => ({ kind: 'spoken', by: 'caller', words });

/** A rehearsal whose agent does what it is told to, one move after the other. */
export const aRehearsal = (
  moves: AgentMove[],
  {
    differing = {},
    record,
    factor,
  }: { differing?: Partial<Business>; record?: AgentRecord; factor?: number } = {},
) => {
  const business = aBusiness(differing);
  const memory = memorySchedule(business);
  const published = nextRecord(newRecord(business.id), {
    at: { agentId: AGENT, modelId: 'llm_1' },
    live: LIVE,
  });
  const asked: unknown[] = [];
  const means = { schedules: memory, by: hashing, offerKeys: async () => ['offers'] };
  const go = rehearse({
    ...means,
    agentRecords: { find: async () => record ?? published },
    agent: {
      goOn: async (agent, _welcome, turns) => {
        asked.push({ ...agent, turns: turns.length });
        return moves.shift() ?? { words: ['That is all.'] };
      },
    },
    sayRefused,
    limits: someLimits(factor),
  });
  let turns: readonly RehearsedTurn[] = [];
  let now = MONDAY_MORNING;
  /** Goes on with what the caller says, if anything, until it is the caller's turn again. */
  const on = async (words?: string) => {
    if (words !== undefined) turns = [...turns, says(words)];
    for (;;) {
      const moved = await go(business.id, turns, now);
      turns = [...turns, ...moved.turns];
      if (moved.next !== 'agent') return moved;
    }
  };
  const answers = (): ToolAnswer[] =>
    turns.flatMap((turn) => (turn.kind === 'tool' ? [JSON.parse(turn.answered)] : []));
  const pass = (minutes: number): void => {
    now += minutes * 60_000;
  };
  return { pass, business, memory, means, asked, on, go, answers, turns: () => turns };
};

export const uses = (
  name: 'lookup_availability' | 'book_appointment' | 'send_booking_sms',
  wish: object,
): AgentMove => ({
  words: [],
  asks: { id: `tool_${name}`, name, asked: JSON.stringify(wish) },
});
