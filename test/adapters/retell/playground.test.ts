import { describe, expect, it } from 'vitest';
import { retellPlayground } from '../../../functions/adapters/retell/playground.ts';
import type { RehearsedTurn } from '../../../functions/contracts/api/rehearsals.ts';
import type { ToolAnswer } from '../../../functions/contracts/tools.ts';
import { newRecord, nextRecord } from '../../../functions/domain/agent/agent-record.ts';
import { answerCall } from '../../../functions/domain/agent/answer-call.ts';
import { rehearse } from '../../../functions/domain/rehearsal/rehearse.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { sayRefused } from '../../../functions/runtime/refusals.ts';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import { aBusiness, MONDAY_MORNING } from '../../support/builders.ts';
import { aCompiledAgent } from '../../support/compiled-agent.ts';
import { memorySchedule } from '../../support/memory-schedule.ts';
import { secretsOf } from '../../support/secrets.ts';
import { someLimits } from '../../support/some-limits.ts';
import { retellAccount } from './retell-account.ts';

const says = (words: string): RehearsedTurn => ({ kind: 'spoken', by: 'caller', words });

/** A published agent at Retell, and a business that tries it. */
const published = async () => {
  const { agents, retell, ...account } = await retellAccount();
  const compiled = aCompiledAgent();
  const modelId = await agents.createModel(compiled);
  const at = await agents.createAgent(compiled, modelId);
  const { version = 0 } = (await agents.read(at, 'latest')) ?? {};
  await agents.publish(at, version);
  const business = aBusiness({ agentIds: [at.agentId] });
  const memory = memorySchedule(business);
  const secrets = secretsOf({ platform: LOCAL_PLATFORM });
  const agent = retellPlayground({ apiUrl: retell.url, secrets });
  const record = nextRecord(newRecord(business.id), {
    at,
    live: { number: 1, hash: 'h', vendorVersion: version, since: '2026-11-20T15:00:00.000Z' },
  });
  const go = rehearse({
    schedules: memory,
    by: hashing,
    offerKeys: async () => ['offers'],
    agentRecords: { find: async () => record },
    agent,
    sayRefused,
    limits: someLimits(),
  });
  let turns: readonly RehearsedTurn[] = [];
  /** Says it, and answers what the agent did until it was the caller's turn again. */
  const hears = async (words?: string) => {
    if (words !== undefined) turns = [...turns, says(words)];
    const heard: RehearsedTurn[] = [];
    for (;;) {
      const moved = await go(business.id, turns, MONDAY_MORNING);
      turns = [...turns, ...moved.turns];
      heard.push(...moved.turns);
      if (moved.next !== 'agent') return { heard, next: moved.next };
    }
  };
  return { ...account, retell, agent, at, version, business, memory, hears };
};

const toolsOf = (heard: readonly RehearsedTurn[]) =>
  heard.flatMap((turn) =>
    turn.kind === 'tool' ? [{ name: turn.name, answer: JSON.parse(turn.answered) as ToolAnswer }] : [],
  );

describe('the agent at Retell, tried out in writing [A3]', () => {
  it('looks up, books and texts as on the phone, and our API hears nothing of it', async () => {
    const { hears, memory, retell } = await published();
    await hears();
    const wished = await hears('My furnace stopped. Can someone come tomorrow at 9?');
    const chosen = await hears('Yes, 9 is fine. My name is Dana Reyes.');
    const phone = await hears('My number is 512-555-0187.');
    const rest = [
      await hears('Yes, that is right.'),
      await hears('100 Congress Avenue.'),
      await hears('Yes, please.'),
    ];
    const last = await hears('No, thank you, goodbye.');

    const used = [wished, chosen, phone, ...rest, last].flatMap(({ heard }) => toolsOf(heard));
    expect(used.map(({ name, answer }) => [name, answer.ok])).toEqual([
      ['lookup_availability', true],
      ['book_appointment', true],
      ['send_booking_sms', true],
    ]);
    expect(last.next).toBe('nobody');
    expect([memory.rows.size, memory.fees.size]).toEqual([0, 0]);
    expect(retell.calls()).toEqual([]);
  });

  it('answers from the calendar as it stands, with the words of our tools', async () => {
    const { hears, memory, business } = await published();
    const whole = [{ day: '2026-11-24', quarters: Array.from({ length: 96 }, (_, quarter) => quarter) }];
    await memory.appointments.commit(
      { id: 'apt_1', businessId: business.id, crewId: 'a' } as never,
      whole,
      undefined,
      0,
    );
    await hears();

    const { heard } = await hears('I need a furnace repair tomorrow.');

    const [lookup] = toolsOf(heard);
    const slots = lookup?.answer.slots as { starts_at: string }[];
    expect(slots.length).toBeGreaterThan(0);
    expect(slots.filter(({ starts_at: at }) => at.startsWith('2026-11-24T1'))).toEqual([]);
    expect(heard.at(-1)).toMatchObject({ kind: 'spoken', by: 'agent' });
  });

  it('is the version that callers hear, whatever has been drafted since', async () => {
    const { hears, atRetell, at, agent, business, memory } = await published();
    await atRetell('POST', `/create-agent-version/${at.agentId}`, { base_version: 0 });

    await expect(hears('Hello.')).resolves.toMatchObject({ next: 'caller' });
    const welcome = await answerCall({ schedules: memory })({
      businessId: business.id,
      agentId: at.agentId,
      number: undefined,
      nowMs: MONDAY_MORNING,
    });
    const draft = agent.goOn({ agentId: at.agentId, version: 1 }, welcome, [says('Hello.')]);
    await expect(draft).rejects.toMatchObject({ code: 'vendor_refused' });
  });

  it.each([
    [
      'cuts what is longer than a turn',
      [{ role: 'agent', content: 'a'.repeat(5000) }],
      { words: ['a'.repeat(2000)] },
    ],
    [
      'passes over what it does not know',
      [{ role: 'injected', content: 'x' }, { role: 'agent' }],
      { words: [] },
    ],
  ])('%s', async (_, messages, move) => {
    const { business, memory, at } = await published();
    const agent = retellPlayground({
      apiUrl: 'https://retell.example',
      secrets: secretsOf({ platform: LOCAL_PLATFORM }),
      fetch: async () => Response.json({ messages }),
    });
    const asking = { businessId: business.id, agentId: at.agentId, number: undefined, nowMs: MONDAY_MORNING };
    const welcome = await answerCall({ schedules: memory })(asking);

    expect(await agent.goOn({ agentId: at.agentId, version: 0 }, welcome, [says('Hello.')])).toMatchObject(
      move,
    );
  });

  it('refuses a tool that is asked for too much', async () => {
    const { business, memory, at } = await published();
    const asks = { role: 'tool_call_invocation', name: 'lookup_availability', tool_call_id: 't1' };
    const agent = retellPlayground({
      apiUrl: 'https://retell.example',
      secrets: secretsOf({ platform: LOCAL_PLATFORM }),
      fetch: async () => Response.json({ messages: [{ ...asks, arguments: 'a'.repeat(5000) }] }),
    });
    const asking = { businessId: business.id, agentId: at.agentId, number: undefined, nowMs: MONDAY_MORNING };
    const welcome = await answerCall({ schedules: memory })(asking);

    await expect(
      agent.goOn({ agentId: at.agentId, version: 0 }, welcome, [says('Hello.')]),
    ).rejects.toMatchObject({ code: 'vendor_refused' });
  });

  it.each(['error-500-before', '429', 'refuse-503', 'drop-connection', 'garbage'] as const)(
    'is not there for now where Retell fails: %s',
    async (effect) => {
      const { hears, retell } = await published();
      retell.faults.add({ match: { path: '/agent-playground-completion' }, effect, times: 1 });

      await expect(hears('Hello.')).rejects.toMatchObject({ code: 'vendor_unavailable' });
      await expect(hears('Hello.')).resolves.toMatchObject({ next: 'caller' });
    },
  );
});
