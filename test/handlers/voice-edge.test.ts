import { describe, expect, it } from 'vitest';
import { LookupAvailabilityArguments } from '../../functions/contracts/tools.ts';
import { answerLookup } from '../../functions/domain/agent/answer-lookup.ts';
import { createHandler } from '../../functions/handlers/voice/agent.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { toolbox } from '../../functions/runtime/voice.ts';
import { aClock } from '../support/builders.ts';
import { httpEvent, retellSignatureOf, toolBody } from '../support/retell.ts';
import { aVoice } from '../support/voice.ts';

describe('the voice edge [V1, C3]', () => {
  const body = toolBody('lookup_availability', { service: 'Furnace repair' });
  const path = { businessId: 'biz_apexhvac01', tool: 'lookup_availability' };
  const at = aClock().now();

  it.each([
    ['no signature', {}],
    ['an altered body', { 'x-retell-signature': retellSignatureOf(`${body} `, at) }],
    ['another key', { 'x-retell-signature': retellSignatureOf(body, at, 'another') }],
    ['a stale signature', { 'x-retell-signature': retellSignatureOf(body, at - 300_001) }],
    ['a signature of the future', { 'x-retell-signature': retellSignatureOf(body, at + 300_001) }],
    [
      'two folded signatures',
      { 'x-retell-signature': `${retellSignatureOf(body, at)},${retellSignatureOf(body, at)}` },
    ],
    ['upper-case hex', { 'x-retell-signature': retellSignatureOf(body, at).toUpperCase() }],
  ])('refuses %s with 401 and changes nothing', async (_, headers) => {
    const voice = aVoice();

    const answer = await voice.post(body, path, headers);

    expect(answer).toEqual({ status: 401, title: 'signature_invalid' });
    expect(voice.memory.asked).toEqual([]);
  });

  it('accepts a signature up to five minutes away, both ways', async () => {
    for (const offset of [-300_000, 300_000]) {
      const signed = { 'x-retell-signature': retellSignatureOf(body, at + offset) };
      expect((await aVoice().post(body, path, signed)).status).toBe(200);
    }
  });

  it.each([
    ['half a body', body.slice(0, 100), path, 400, 'malformed_request'],
    ['a body of another shape', '{"event":"call_started"}', path, 400, 'malformed_request'],
    ['an empty body', '', path, 400, 'malformed_request'],
    ['a body for another tool', body, { ...path, tool: 'book_appointment' }, 404, 'unknown_tool'],
    ['a business that is none', body, { ...path, businessId: '../biz' }, 400, 'malformed_request'],
    ['five megabytes', JSON.stringify({ x: 'y'.repeat(5_000_000) }), path, 413, 'body_too_large'],
  ])('refuses %s with a code', async (_, sent, where, status, code) => {
    expect(await aVoice().post(sent, where)).toEqual({ status, title: code });
  });

  it("names no service of a business to another business's agent", async () => {
    const answer = await aVoice().lookup({ service: 'anything' }, { agent_id: 'agent_other' });

    expect(answer).toMatchObject({ ok: false, code: 'business_not_found' });
    expect(answer).not.toHaveProperty('services');
  });

  it.each([
    ['an unknown agent', { agent_id: 'agent_nobody' }],
    ["another business's agent", { agent_id: 'agent_other' }],
    ["another business's number", { to_number: '+15125550999' }],
  ])('does nothing for %s', async (_, call) => {
    const voice = aVoice();
    const { slots } = await voice.lookup();

    expect(await voice.lookup({}, call)).toMatchObject({ ok: false, code: 'business_not_found' });
    expect(await voice.book(slots[0].slot_id, {}, call)).toMatchObject({
      ok: false,
      code: 'business_not_found',
    });
    expect(voice.memory.rows.size).toBe(0);
  });

  it('F-BK-6: answers with a sentence when the calendar cannot be read', async () => {
    const voice = aVoice();
    voice.memory.read = async () => {
      throw new Error('down');
    };
    const broken = createHandler({
      clock: voice.clock,
      verify: async () => undefined,
      answerCall: async () => ({}),
      tools: toolbox({
        lookup_availability: {
          schema: LookupAvailabilityArguments,
          answer: answerLookup({ schedules: voice.memory, by: hashing, offerKeys: async () => ['offers'] }),
        },
      }),
    });

    const answer = await broken(httpEvent(body, {}, path), {} as never);

    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body ?? '')).toEqual({
      ok: false,
      code: 'internal',
      say: expect.stringContaining('take a message'),
    });
  });
});
