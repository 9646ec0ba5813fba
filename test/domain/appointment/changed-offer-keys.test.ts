import { describe, expect, it } from 'vitest';
import type { CallId } from '../../../functions/contracts/ids.ts';
import type { BookAppointmentArguments, ToolRequest } from '../../../functions/contracts/tools.ts';
import { bookAppointment } from '../../../functions/domain/appointment/book-appointment.ts';
import { offerId } from '../../../functions/domain/schedule/offer.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, MONDAY_MORNING } from '../../support/builders.ts';
import { memorySchedule } from '../../support/memory-schedule.ts';

const business = aBusiness();
const callId = 'call_1' as CallId;
const startsAtMs = Date.parse('2026-11-24T15:00:00.000Z');

/** An offer that another container sealed with that key. */
const anOfferBy = (key: string): string =>
  offerId(
    hashing,
    key,
    business.zone,
    { businessId: business.id, callId, serviceId: 'furnace-repair' },
    { startsAtMs, crewId: 'a' },
    MONDAY_MORNING,
  );

const requestFor = (slotId: string): ToolRequest<BookAppointmentArguments> => ({
  businessId: business.id,
  call: {
    id: callId,
    isTest: false,
    agentId: 'agent_apexhvac01',
    number: '+15125550142',
    from: '+15125550187',
    startedAtMs: undefined,
  },
  toolCallId: undefined,
  transcriptTurn: undefined,
  wish: {
    slot_id: slotId,
    service: 'furnace-repair',
    customer_name: 'Dana Reyes',
    customer_phone: '+15125550187',
  },
  nowMs: MONDAY_MORNING,
});

/** A container that read the secret before its keys were changed. */
const aContainer = () => {
  const memory = memorySchedule(business);
  let readings = 0;
  const offerKeys = async (how?: 'fresh') => {
    if (how === 'fresh') readings += 1;
    return how === 'fresh' ? ['new', 'old'] : ['old'];
  };
  const book = bookAppointment({
    businesses: memory,
    appointments: memory.appointments,
    by: hashing,
    offerKeys,
  });
  return { book, readings: () => readings };
};

describe('an offer while the keys of offers are changed [D3]', () => {
  it('that a newer container sealed is booked by one that has not heard of the new key', async () => {
    const { book } = aContainer();

    expect(await book(requestFor(anOfferBy('new')))).toMatchObject({ kind: 'booked' });
  });

  it('is read with what is known first, so that no call pays for a fresh reading', async () => {
    const { book, readings } = aContainer();

    expect(await book(requestFor(anOfferBy('old')))).toMatchObject({ kind: 'booked' });
    expect(readings()).toBe(0);
  });

  it('that nobody sealed is refused all the same', async () => {
    const { book } = aContainer();

    await expect(book(requestFor(anOfferBy('stranger')))).rejects.toMatchObject({ code: 'offer_invalid' });
  });
});
