import { describe, expect, it } from 'vitest';
import { retellSignatureHeader } from '../../../../scripts/local/vendors/retell/signature.ts';
import type { Heard } from './listening.ts';
import { CALLER, KEY, NUMBER, phoneSystem } from './phone-system.ts';

const isBelievable =
  (now: number) =>
  ({ headers, rawBody }: Heard): boolean => {
    const given = headers['x-retell-signature'];
    const at = Number(/^v=(\d+),/.exec(given ?? '')?.[1]);
    return given === retellSignatureHeader(KEY, rawBody, at) && now - at < 300_000;
  };

describe('what Retell asks us, when something goes wrong', () => {
  it('is asked again when our answer is lost: we have done it twice, it heard once', async () => {
    const { retell, api } = await phoneSystem();
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    retell.faults.addQuestion({ type: 'book_appointment', effect: 'lose-answer', times: 1 });

    const answer = await call.tool('book_appointment', { slot_id: 'x' });

    expect(answer).toMatchObject({ ok: true, attempts: 2 });
    expect(api.heard.filter(({ body }) => body.name === 'book_appointment')).toHaveLength(2);
  });

  it('never comes when it is dropped each time', async () => {
    const { retell, api } = await phoneSystem();
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    retell.faults.addQuestion({ effect: 'drop' });

    const answer = await call.tool('lookup_availability', {});

    expect(answer).toMatchObject({ ok: false, attempts: 2 });
    expect(api.heard.filter(({ body }) => body.name === 'lookup_availability')).toEqual([]);
  });

  it('comes twice at once, or late', async () => {
    const { retell, api } = await phoneSystem();
    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    retell.faults.addQuestion({ type: 'lookup_availability', effect: 'repeat', times: 1 });
    await call.tool('lookup_availability', {});
    retell.faults.addQuestion({ type: 'book_appointment', effect: 'delay', ms: 50, times: 1 });

    const late = await call.tool('book_appointment', {});

    expect(api.heard.filter(({ body }) => body.name === 'lookup_availability')).toHaveLength(2);
    expect(late.ms).toBeGreaterThanOrEqual(45);
  });

  it.each(['forge', 'stale'] as const)('comes with a proof that does not hold (%s)', async (effect) => {
    const { retell, api, clock } = await phoneSystem();
    retell.faults.addQuestion({ type: 'call_inbound', effect, times: 1 });

    await retell.placeCall({ from: CALLER, to: NUMBER });
    await retell.placeCall({ from: CALLER, to: NUMBER });

    const asked = api.heard.filter(({ body }) => body.event === 'call_inbound');
    expect(asked.map(isBelievable(clock.now()))).toEqual([false, true]);
  });
});
