import { describe, expect, it } from 'vitest';
import type { CloudGreetEvent } from '../../functions/contracts/events.ts';
import type { AppointmentId, TextId } from '../../functions/contracts/ids.ts';
import { appointmentBooked } from '../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { createHandler } from '../../functions/handlers/workers/send-confirmation.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { aBusiness, aClock, anAppointment } from '../support/builders.ts';
import { memorySender, memoryTexts } from '../support/memory-texts.ts';
import { deliver } from '../support/messages.ts';
import { someLimits } from '../support/some-limits.ts';

const ids = derivedIds(hashing);
const appointment = anAppointment();
const booked = appointmentBooked(ids, appointment);

const aWorker = (given: { business?: boolean } = {}) => {
  const memory = memoryTexts();
  const vendor = memorySender();
  const worker = createHandler({
    appointments: { find: async (_, id) => (id === appointment.id ? appointment : undefined) },
    businesses: { find: async () => (given.business === false ? undefined : aBusiness()) },
    texts: memory.texts,
    consents: memory.consents,
    sender: vendor.sender,
    limits: someLimits(),
    ids,
    clock: aClock(),
  });
  return { ...memory, ...vendor, deliver: (...events: CloudGreetEvent[]) => deliver(worker, ...events) };
};

describe('the worker that sends confirmations [N1]', () => {
  it('sends one text for a batch of the same event', async () => {
    const worker = aWorker();

    const back = await worker.deliver(booked, booked, booked);

    expect(back).toBe(0);
    expect(worker.sent).toHaveLength(1);
  });

  it('returns only the message it could not do', async () => {
    const worker = aWorker();
    const stranger = { ...booked, appointmentId: 'apt_nobodyknows' as AppointmentId };

    const back = await worker.deliver(stranger, booked);

    expect(back).toBe(1);
    expect(worker.sent).toHaveLength(1);
  });

  it('returns a request for a text that nobody wrote', async () => {
    const worker = aWorker();
    const request = { ...booked, name: 'text.requested' as const, textId: 'txt_nobodywrote' as TextId };

    expect(await worker.deliver(request)).toBe(1);
    expect(worker.sent).toEqual([]);
  });

  it('returns the message while the business cannot be found, and sends nothing', async () => {
    const worker = aWorker({ business: false });

    expect(await worker.deliver(booked)).toBe(1);
    expect(worker.sent).toEqual([]);
  });

  it('returns an event that is not its own', async () => {
    const worker = aWorker();
    const fee = { ...booked, name: 'fee.owed', feeId: 'fee_somebodys' } as CloudGreetEvent;

    expect(await worker.deliver(fee)).toBe(1);
  });

  it('acknowledges what Telnyx cannot take now: the row asks again', async () => {
    const worker = aWorker();
    worker.answers.push({ kind: 'unavailable', because: '503' });

    expect(await worker.deliver(booked)).toBe(0);
    expect(worker.rows()).toMatchObject([{ state: 'requested', dueAt: '2026-11-23T15:00:30.000Z' }]);
  });
});
