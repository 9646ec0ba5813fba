import Retell from 'retell-sdk';
import { describe, expect, it } from 'vitest';
import { CALLER, KEY, NUMBER, phoneSystem } from './phone-system.ts';

describe('the API', () => {
  it('shows a call to the official SDK', async () => {
    const { retell } = await phoneSystem();
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    call.hangUp();
    const client = new Retell({ apiKey: 'key_previous', baseURL: retell.url, maxRetries: 0 });

    const shown = await client.call.retrieve(call.callId);

    expect(shown).toMatchObject({ call_id: call.callId, call_status: 'ended' });
  });

  it('lists calls, newest first, in pages', async () => {
    const { retell } = await phoneSystem();
    for (const callId of ['call_a', 'call_b', 'call_c']) {
      await retell.placeCall({ from: CALLER, to: NUMBER, callId });
    }
    const list = async (body: object) =>
      (
        await fetch(`${retell.url}/v3/list-calls`, {
          method: 'POST',
          headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).json() as Promise<{ items: { call_id: string }[]; has_more: boolean; pagination_key?: string }>;

    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, pagination_key: first.pagination_key });

    expect(first.items.map(({ call_id }) => call_id)).toEqual(['call_c', 'call_b']);
    expect(second.items.map(({ call_id }) => call_id)).toEqual(['call_a']);
    expect([first.has_more, second.has_more]).toEqual([true, false]);
  });

  it('refuses a wrong key and an unknown call', async () => {
    const { retell } = await phoneSystem();
    const show = (key: string) =>
      fetch(`${retell.url}/v2/get-call/call_x`, { headers: { authorization: `Bearer ${key}` } });

    expect((await show('wrong')).status).toBe(401);
    expect((await show(KEY)).status).toBe(404);
  });

  it('lets a person inspect numbers, calls and what was received', async () => {
    const { retell } = await phoneSystem();
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });

    const seen = await (await fetch(`${retell.url}/_inspect`)).json();

    expect(seen).toMatchObject({
      vendor: 'retell',
      state: { numbers: [{ number: NUMBER }], calls: [{ call_id: call.callId }] },
    });
  });
});
