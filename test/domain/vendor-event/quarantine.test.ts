import { describe, expect, it } from 'vitest';
import { readRetellEvent } from '../../../functions/adapters/retell/events.ts';
import type { VendorMessage } from '../../../functions/contracts/vendor-messages.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness } from '../../support/builders.ts';
import { aCallEvent, ENDED, RECEIVED_AT } from '../../support/call-world.ts';
import { aVendorWorker } from '../../support/vendor-worker.ts';

const AWAITED = 'agent:agent_apexhvac01';
const ended = aCallEvent('call_ended', ENDED);

describe("a vendor's event that no business is found for", () => {
  it('F-WH-9: is kept whole, once, however often it comes', async () => {
    const worker = aVendorWorker();

    for (let time = 0; time < 10; time += 1) await worker.hear(ended);

    expect([...worker.rows.values()]).toMatchObject([
      {
        v: 1,
        awaits: AWAITED,
        vendor: 'retell',
        type: 'call_ended',
        receivedAt: RECEIVED_AT,
        setAsideAt: '2026-11-23T15:00:00.000Z',
      },
    ]);
    expect([...worker.objects.values()].map((body) => JSON.parse(body))).toEqual([ended]);
    expect(worker.kept).toHaveLength(1);
    expect(worker.inbox.size).toBe(0);
  });

  it('F-WH-9: is kept where it names nobody at all', async () => {
    const worker = aVendorWorker();

    await worker.hear({ event: 'call_ended', call: {} });

    expect([...worker.rows.values()]).toMatchObject([{ awaits: 'operator', type: 'call_ended' }]);
  });

  it('is applied when it is released, and leaves', async () => {
    const worker = aVendorWorker();
    await worker.hear(ended);
    worker.known.push(aBusiness());

    expect(await worker.release(AWAITED)).toBe(1);
    expect(worker.queue).toMatchObject([{ receivedAt: RECEIVED_AT, correlationId: 'call_1' }]);
    await worker.receive(worker.queue[0] as VendorMessage);

    expect(worker.call()).toMatchObject({ durationMs: 36400 });
    expect(worker.rows.size).toBe(0);
    expect(worker.objects.size).toBe(0);
  });

  it('is released by nothing but what it awaits', async () => {
    const worker = aVendorWorker();
    await worker.hear(ended);

    expect(await worker.release('agent:agent_apex')).toBe(0);
    expect(await worker.release('number:+15125550142')).toBe(0);
    expect(worker.queue).toEqual([]);
  });

  it('takes effect once, and troubles nobody, when it is released twice or comes again meanwhile', async () => {
    const worker = aVendorWorker();
    await worker.hear(ended);
    worker.known.push(aBusiness());
    await worker.release(AWAITED);
    await worker.release(AWAITED);

    await worker.hear(ended);
    for (const message of worker.queue) await worker.receive(message);
    await worker.hear(ended);

    expect(worker.queue).toHaveLength(2);
    expect(worker.call()).toMatchObject({ epoch: 1 });
    expect(worker.rows.size).toBe(0);
    expect(worker.objects.size).toBe(0);
  });

  it('leaves nothing behind when a worker dies between applying it and taking it out', async () => {
    for (const step of ['row', 'body'] as const) {
      const worker = aVendorWorker();
      await worker.hear(ended);
      worker.known.push(aBusiness());
      await worker.release(AWAITED);
      const dying = step === 'row' ? worker.quarantine : worker.bodies;
      const name = step === 'row' ? 'remove' : 'removeQuarantined';
      const works = Reflect.get(dying, name);
      Reflect.set(dying, name, async () => {
        throw new Error('the worker dies');
      });

      await expect(worker.receive(worker.queue[0] as VendorMessage)).rejects.toThrow('the worker dies');
      Reflect.set(dying, name, works);
      await worker.receive(worker.queue[0] as VendorMessage);

      expect(worker.call()).toMatchObject({ epoch: 1 });
      expect(worker.rows.size).toBe(0);
      expect(worker.objects.size).toBe(0);
    }
  });

  it('stays when it still finds nobody', async () => {
    const worker = aVendorWorker();
    await worker.hear(ended);
    const [before] = worker.rows;

    await worker.release(AWAITED);
    await worker.receive(worker.queue[0] as VendorMessage);

    const triedAt = '2026-11-23T15:00:00.000Z';
    expect([...worker.rows]).toEqual([[before?.[0], { ...before?.[1], triedAt }]]);
    expect(worker.kept).toHaveLength(1);
  });

  it("awaits the next thing when the first is known and it is still nobody's", async () => {
    const worker = aVendorWorker();
    await worker.hear(ended);
    worker.known.push(aBusiness({ numbers: ['+15125550143'] }));

    await worker.release(AWAITED);
    await worker.receive(worker.queue[0] as VendorMessage);

    expect([...worker.rows.values()]).toMatchObject([{ awaits: 'number:+15125550142' }]);
    expect([...worker.objects.keys()]).toEqual([[...worker.rows.values()][0]?.bodyKey]);
  });

  it('is applied at once where its business became known while it was set aside', async () => {
    const worker = aVendorWorker();
    // The business is created, and releases what awaits it, between the worker's look and its row.
    worker.hooks.afterLook = () => {
      if (worker.known.length === 0) worker.known.push(aBusiness());
    };

    await worker.hear(ended);

    expect(worker.looked).toHaveLength(2);
    expect(worker.call()).toMatchObject({ durationMs: 36400 });
    expect(worker.rows.size).toBe(0);
    expect(worker.objects.size).toBe(0);
  });

  it('awaits the next thing at once where the first became known while it was set aside', async () => {
    const worker = aVendorWorker();
    worker.hooks.afterLook = () => {
      if (worker.known.length === 0) worker.known.push(aBusiness({ numbers: ['+15125550143'] }));
    };

    await worker.hear(ended);

    expect([...worker.rows.values()]).toMatchObject([{ awaits: 'number:+15125550142' }]);
    expect(worker.objects.size).toBe(1);
  });

  it('comes back like any other where something else stops it', async () => {
    const worker = aVendorWorker();
    worker.hooks.afterLook = () => {
      throw new Refusal('busy_try_again', { awaits: AWAITED });
    };

    await expect(worker.hear(ended)).rejects.toMatchObject({ code: 'busy_try_again' });
    expect(worker.rows.size).toBe(0);
  });

  it('is not kept once it was applied, where another worker was faster', async () => {
    const worker = aVendorWorker();
    worker.hooks.afterLook = () => {
      if (worker.known.length > 0) return;
      worker.known.push(aBusiness());
      worker.inbox.add(String(readRetellEvent(hashing)(ended, RECEIVED_AT).occasion.eventId));
    };

    await worker.hear(ended);

    expect(worker.kept).toEqual([]);
    expect(worker.objects.size).toBe(0);
  });
});

describe("a vendor's event of a kind that nobody knows", () => {
  it('is remembered with its body', async () => {
    const worker = aVendorWorker();
    const event = { event: 'chat_started', chat: { chat_id: 'chat_1' } };

    await worker.hear(event);

    const [bodyKey] = worker.objects.keys();
    expect(worker.remembered).toEqual([[expect.objectContaining({ type: 'chat_started' }), bodyKey]]);
    expect(JSON.parse(await worker.bodies.read(String(bodyKey)))).toEqual(event);
    expect(worker.rows.size).toBe(0);
  });
});

it('what cannot be read is not kept in quarantine: it comes back, and ends where somebody hears of it', async () => {
  const worker = aVendorWorker();

  await expect(worker.hear({ event: 'call_ended', call: { call_id: 7 } })).rejects.toMatchObject({
    code: 'malformed_request',
  });
  expect(worker.rows.size).toBe(0);
});
