import { describe, expect, it } from 'vitest';
import { CALLER, NUMBER, phoneSystem } from './phone-system.ts';

describe('a tool call [D4]', () => {
  it('carries everything said so far and itself at the end', async () => {
    const { retell, api } = await phoneSystem();
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    call.agentSays('How can I help?');
    call.callerSays('My furnace is cold.');

    await call.tool('lookup_availability', { service: 'furnace repair' }, { toolCallId: 'tool_call_1' });

    const sent = api.heard.at(-1)?.body;
    expect(sent).toMatchObject({ name: 'lookup_availability', args: { service: 'furnace repair' } });
    expect(sent.call.transcript).toBe('Agent: How can I help?\nUser: My furnace is cold.\n');
    expect(sent.call.transcript_object).toHaveLength(2);
    expect(sent.call.transcript_with_tool_calls.at(-1)).toEqual({
      role: 'tool_call_invocation',
      tool_call_id: 'tool_call_1',
      name: 'lookup_availability',
      arguments: '{"service":"furnace repair"}',
    });
  });

  it('leaves its result in the transcript for the next one', async () => {
    const { retell, api } = await phoneSystem(({ path }) =>
      path.startsWith('/tools') ? { body: { ok: true } } : undefined,
    );
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });

    const first = await call.tool('lookup_availability', {});
    await call.tool('book_appointment', {});

    expect(first).toMatchObject({ ok: true, status: 200, attempts: 1, result: { ok: true } });
    expect(api.heard.at(-1)?.body.call.transcript_with_tool_calls[1]).toEqual({
      role: 'tool_call_result',
      tool_call_id: first.toolCallId,
      content: '{"ok":true}',
      successful: true,
    });
  });

  it('is tried once more under the same id when the first answer fails', async () => {
    const { retell, api } = await phoneSystem(({ path }, count) =>
      path.startsWith('/tools') && count < 4 ? { status: 503 } : undefined,
    );
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    await retell.webhooks.idle();

    const answer = await call.tool('book_appointment', {});

    expect(answer).toMatchObject({ ok: true, status: 200, attempts: 2 });
    const tried = api.heard.filter(({ path }) => path.startsWith('/tools'));
    expect(tried).toHaveLength(2);
    expect(tried[0]?.rawBody).toBe(tried[1]?.rawBody);
  });

  it('fails when nobody answers in time', async () => {
    const { retell } = await phoneSystem(({ path }) => (path.startsWith('/tools') ? 'silence' : undefined));
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });

    const answer = await call.tool('book_appointment', {});

    expect(answer).toMatchObject({ ok: false, status: undefined, attempts: 2 });
  });

  it('after the end of the call is a mistake of the script', async () => {
    const { retell } = await phoneSystem();
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    call.hangUp();

    await expect(call.tool('book_appointment', {})).rejects.toThrow('not connected');
  });
});
