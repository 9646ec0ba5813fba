import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../../functions/domain/call/call.ts';
import { anAppointment } from '../../support/builders.ts';
import { aCallEvent, aCallWorld, aToolCall } from '../../support/call-world.ts';

type Event = ReturnType<typeof aCallEvent>;

/** What does not say how often the call was written. */
const lasting = ({ epoch, ...call }: Call) => call;

const finalCall = async (events: readonly Event[]) => {
  const world = aCallWorld();
  world.schedule.rows.set(anAppointment().id, anAppointment({ callId: 'call_1' as never }));
  for (const event of events) await world.tell(event);
  const call = world.call();
  if (!call) throw new Error('no call was recorded');
  return { call: lasting(call), transcript: world.transcripts.get(call.transcriptKey ?? '') };
};

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const word = fc.constantFrom('one', 'two', 'three');

/** Values differ between events of one call, and fields are missing, more than any vendor would dare. */
const told = fc.record({
  start_timestamp: optional(fc.constantFrom(1795446002100, 1795446002200)),
  end_timestamp: optional(fc.constantFrom(1795446038500, 1795446039000)),
  transfer_end_timestamp: optional(fc.constantFrom(1795446038000, 1795446050000)),
  agent_id: fc.constant('agent_apexhvac01'),
  to_number: optional(fc.constant('+15125550142')),
  duration_ms: optional(fc.nat(60_000)),
  disconnection_reason: optional(fc.constantFrom('user_hangup', 'agent_hangup', 'a_new_one')),
  transcript: optional(fc.constantFrom('Agent: Hello.\n', 'User: Hello.\n', '')),
  call_cost: optional(fc.record({ combined_cost: optional(fc.double({ min: 0, max: 90, noNaN: true })) })),
  call_analysis: optional(fc.record({ call_summary: optional(word), user_sentiment: optional(word) })),
  transcript_with_tool_calls: optional(
    fc.constantFrom(
      [],
      [{ role: 'user', content: 'Hello.' }],
      aToolCall('lookup_availability', {}, { ok: true }),
      aToolCall('book_appointment', {}, { ok: false, code: 'slot_taken' }),
      aToolCall('book_appointment', {}, { ok: true, booking_id: anAppointment().id }),
    ),
  ),
});
const event = fc
  .tuple(
    fc.constantFrom(
      ...['call_started', 'call_ended', 'call_analyzed', 'transcript_updated'],
      ...['transfer_started', 'transfer_cancelled', 'transfer_bridged', 'transfer_ended'],
    ),
    told,
  )
  .map(([type, call]) => JSON.parse(JSON.stringify(aCallEvent(type, call))) as Event);

/** Some events of a call, and an order in which they come, each at least once and some again. */
const delivery = fc
  .array(event, { minLength: 1, maxLength: 6 })
  .chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray([...events, ...events, ...events], { minLength: events.length * 2 }),
    ),
  )
  .map(([events, some]) => [events, [...some, ...events.toReversed()]] as const);

describe('what Retell reports of a call [V1]', () => {
  it('F-WH-10: makes the same call in any order and any number of times', async () => {
    await fc.assert(
      fc.asyncProperty(delivery, async ([once, often]) => {
        expect(await finalCall(often)).toEqual(await finalCall(once));
      }),
      { numRuns: 300, seed: 1795446 },
    );
  });

  it('F-WH-10: makes the same call when call_ended and call_analyzed arrive together', async () => {
    const world = aCallWorld();
    const ended = aCallEvent('call_ended', { end_timestamp: 1795446038500, duration_ms: 36400 });
    const analyzed = aCallEvent('call_analyzed', {
      ...ended.call,
      call_analysis: { call_summary: 'Booked.' },
    });

    await Promise.all([ended, analyzed, ended, analyzed, ended].map(world.tell));

    expect(world.call()).toMatchObject({ durationMs: 36400, summary: 'Booked.', epoch: 2 });
  });

  it('believes the later by its own time, then the kind that comes later, whichever arrived first', async () => {
    const early = aCallEvent('call_ended', { end_timestamp: 1795446038500, duration_ms: 1 });
    const late = aCallEvent('call_ended', { end_timestamp: 1795446039000, duration_ms: 2 });
    const analyzed = aCallEvent('call_analyzed', { end_timestamp: 1795446038500, duration_ms: 3 });

    expect((await finalCall([late, early])).call.durationMs).toBe(2);
    expect((await finalCall([late, analyzed])).call.durationMs).toBe(2);
    expect((await finalCall([analyzed, early])).call.durationMs).toBe(3);
  });

  it('keeps what a later report leaves out', async () => {
    const ended = aCallEvent('call_ended', {
      end_timestamp: 1795446038500,
      call_cost: { combined_cost: 7.58 },
    });
    const analyzed = aCallEvent('call_analyzed', { end_timestamp: 1795446038500 });

    expect((await finalCall([analyzed, ended])).call.costMicros).toBe(75_800);
    expect((await finalCall([ended, analyzed])).call.costMicros).toBe(75_800);
  });

  it('stores a transcript only where it is the latest', async () => {
    const world = aCallWorld();

    await world.tell(
      aCallEvent('call_ended', { end_timestamp: 1795446038500, transcript: 'Agent: All of it.\n' }),
    );
    await world.tell(aCallEvent('transcript_updated', { transcript: 'Agent: All' }));

    expect([...world.transcripts.values()]).toEqual(['Agent: All of it.\n']);
  });
});
