import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRetellEvent } from '../../../functions/adapters/retell/events.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aCallEvent, aCallFact, aToolCall, ENDED, RECEIVED_AT } from '../../support/call-world.ts';

const read = (body: unknown) => readRetellEvent(hashing)(body, RECEIVED_AT);

describe("Retell's events", () => {
  it('tell what a call was', () => {
    const analysis = { call_analysis: { call_summary: 'Booked.', user_sentiment: 'Positive' } };

    expect(aCallFact(aCallEvent('call_analyzed', { ...ENDED, ...analysis }))).toMatchObject({
      callId: 'call_1',
      agentId: 'agent_apexhvac01',
      number: '+15125550142',
      isEnd: true,
      occasion: { vendor: 'retell', type: 'call_analyzed', receivedAt: RECEIVED_AT },
      fields: {
        from: '+15125550187',
        callType: 'phone_call',
        direction: 'inbound',
        startedAt: '2026-11-23T15:00:02.100Z',
        endedAt: '2026-11-23T15:00:38.500Z',
        durationMs: 36400,
        disconnectionReason: 'agent_hangup',
        userSpoke: true,
        summary: 'Booked.',
        sentiment: 'Positive',
        costMicros: 125_000,
      },
      transcript: { text: 'Agent: Hello.\nUser: Hello.\n', turns: undefined },
    });
  });

  it.each([
    ['7.58 cents', 7.58, 75_800],
    ['a hundredth of a cent', 0.0001, 1],
    ['nothing', 0, 0],
  ])('cost %s to the micro-dollar', (_, cents, micros) => {
    const { fields } = aCallFact(aCallEvent('call_ended', { call_cost: { combined_cost: cents } }));

    expect(fields.costMicros).toBe(micros);
  });

  it('give a reason that nobody knows as error_unknown, beside its own word', () => {
    const { fields } = aCallFact(aCallEvent('call_ended', { disconnection_reason: 'abducted' }));

    expect(fields).toMatchObject({
      disconnectionReason: 'error_unknown',
      disconnectionReasonGiven: 'abducted',
    });
  });

  it('pair each tool with the answer under its id, and read what is no JSON as no answer', () => {
    const { steps } = aCallFact(
      aCallEvent('call_ended', {
        transcript_with_tool_calls: [
          { role: 'agent', content: 'Hello.', words: [] },
          ...aToolCall('lookup_availability', { service: 'x' }, undefined, 't1'),
          ...aToolCall('book_appointment', { slot_id: 'y' }, { ok: true }, 't2'),
          { role: 'tool_call_result', tool_call_id: 't1', content: '{"ok":tru' },
          { role: 'node_transition', name: 7 },
          null,
          'nonsense',
        ],
      }),
    );

    expect(steps).toEqual([
      { tool: 'lookup_availability', wish: { service: 'x' }, answer: undefined },
      { tool: 'book_appointment', wish: { slot_id: 'y' }, answer: { ok: true } },
    ]);
  });

  it.each<[spoke: boolean | undefined, call: object]>([
    [true, { transcript: 'Agent: Hello.\nUser: Yes?\n' }],
    [false, { transcript: 'Agent: Is the User: there?\n' }],
    [true, { transcript: '', transcript_with_tool_calls: [{ role: 'user', content: 'Yes?' }] }],
    [false, { transcript_with_tool_calls: [{ role: 'user', content: ' ' }] }],
    [undefined, {}],
  ])('know that the caller spoke: %s of %j', (spoke, call) => {
    expect(aCallFact(aCallEvent('call_ended', { ...call })).fields.userSpoke).toBe(spoke);
  });

  it('of a transfer tell how far it came', () => {
    const transfers = ['started', 'cancelled', 'bridged', 'ended'];
    const facts = transfers.map((step) =>
      aCallFact({ ...aCallEvent(`transfer_${step}`), transfer_destination: { type: 'predefined' } }),
    );

    expect(facts.map(({ fields }) => fields.transfer)).toEqual(transfers);
    expect(facts.map(({ order }) => order)).toEqual(facts.map(({ order }) => order).toSorted());
    expect(facts.map(({ isEnd }) => isEnd)).toEqual([false, false, false, false]);
  });

  it('are the same event when they come again, and another when they say something else', () => {
    const idOf = (event: string, call = {}) => aCallFact(aCallEvent(event, call)).occasion.eventId;
    const ids = [
      idOf('call_ended'),
      idOf('call_analyzed'),
      idOf('transfer_started'),
      idOf('transfer_started', { start_timestamp: 1795446002101 }),
      idOf('transcript_updated', { transcript: 'Agent: Hello' }),
      idOf('transcript_updated', { transcript: 'Agent: Hello there' }),
      idOf('call_ended', { call_id: 'call_2' }),
    ];

    expect(new Set(ids).size).toBe(ids.length);
    expect(idOf('call_ended')).toBe(ids[0]);
    expect(ids[0]).toMatch(/^call_ended:call_1:/);
  });

  it('say null of what they do not know', () => {
    const nothing = { from_number: null, end_timestamp: null, call_cost: { combined_cost: null } };
    const { fields } = aCallFact(aCallEvent('call_ended', { ...nothing, call_analysis: null }));

    expect(fields.costMicros).toBeUndefined();
    expect(fields.from).toBeUndefined();
  });

  it('have text that a table can hold', () => {
    const long = `${'x'.repeat(20_000)}`;
    const { fields } = aCallFact(
      aCallEvent('call_analyzed', { call_analysis: { call_summary: `\ud800${long}` } }),
    );

    expect(fields.summary?.startsWith('\ufffdx')).toBe(true);
    expect(fields.summary).toHaveLength(8_000);
  });

  it.each(['chat_started', 'constructor', 'call_ended ', 'alert_triggered'])(
    'of the unknown kind %s are stored, whatever they hold',
    (type) => {
      const fact = read({ event: type, chat: { chat_id: 'c' } });

      expect(fact).toMatchObject({ kind: 'stored-only', occasion: { type } });
      expect(read({ event: type, chat: { chat_id: 'd' } }).occasion.eventId).not.toBe(fact.occasion.eventId);
    },
  );

  it.each([
    [{ event: 'call_started' }],
    [{ event: 'call_ended', call: null }],
    [{ event: 'call_ended', call: {} }],
    [{ event: 'call_analyzed', call: { call_id: 'call_1', agent_id: '' } }],
    [{ event: 'call_ended', call: { agent_id: 'agent_1', call_id: null } }],
  ])("F-WH-9: that are empty are nobody's: %j", (body) => {
    expect(read(body)).toMatchObject({ kind: 'ownerless' });
  });

  it.each([
    [{}],
    [null],
    ['text'],
    [{ event: 7 }],
    [{ event: 'call_started', call: 'text' }],
    [{ event: 'call_started', call: { call_id: 7, agent_id: 'agent_1' } }],
    [{ event: 'call_started', call: { call_id: 7 } }],
    [{ event: 'call_started', call: { call_id: 'call_1', agent_id: 'agent_1', start_timestamp: 9e15 } }],
    [{ event: 'call_ended', call: { call_id: 'call_1', agent_id: 'agent_1', to_number: '5125550142' } }],
  ])('that cannot be read are refused: %j', (body) => {
    expect(() => read(body)).toThrow('malformed_request');
  });

  const fixtures = new URL('../../../../shared/fixtures/retell/', import.meta.url);
  it.skipIf(!existsSync(fixtures))("are Retell's own payloads (needs ../shared/fixtures)", () => {
    const present = readdirSync(fixtures).filter((name) => /^call_(started|ended|analyzed)/.test(name));
    const facts = present.map((name) => aCallFact(JSON.parse(readFileSync(new URL(name, fixtures), 'utf8'))));

    expect(facts.length).toBeGreaterThan(0);
    expect(facts.find(({ occasion }) => occasion.type === 'call_analyzed')).toMatchObject({
      fields: { costMicros: 75_800, userSpoke: true, disconnectionReason: 'agent_hangup' },
      steps: [{ tool: 'lookup_availability' }, { tool: 'book_appointment', answer: { ok: true } }],
    });
  });
});
