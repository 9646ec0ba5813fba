import { describe, expect, it } from 'vitest';
import { booked, broken, converse, found, refused, slot, UP_TO_TEXT, VARIABLES } from './conversing.ts';

describe('a refused booking', () => {
  it('of a taken time offers the alternatives and books one of them', () => {
    const eleven = [slot('2026-11-24', 11, 'Tuesday, November 24 at 11 AM')];
    const call = converse({
      book_appointment: (_, count) => (count === 1 ? refused('slot_taken', { slots: eleven }) : booked),
    });

    expect(call.say(...UP_TO_TEXT, 'yes')).toContain('Refused: slot_taken.');
    expect(call.say('yes')).toContain('You are booked');
    expect(call.lastArgs('book_appointment')).toMatchObject({ slot_id: '2026-11-24T11:00-k7qf2' });
  });

  it('of a taken time with nothing beside it asks for another day', () => {
    const call = converse({ book_appointment: refused('slot_taken', { slots: [] }) });

    expect(call.say(...UP_TO_TEXT, 'yes')).toContain('What day and time');
  });

  it.each(['offer_expired', 'offer_invalid'])('for %s finds the same time again and books it', (code) => {
    const call = converse({
      book_appointment: (_, count) => (count === 1 ? refused(code) : booked),
    });

    expect(call.say(...UP_TO_TEXT, 'no')).toContain('You are booked');
    expect(call.called()).toEqual([
      'lookup_availability',
      'book_appointment',
      'lookup_availability',
      'book_appointment',
    ]);
    expect(call.lastArgs('lookup_availability')).toMatchObject({ date_from: '2026-11-24', time: '09:00' });
  });

  it('for a time that is gone meanwhile offers what is there', () => {
    const eleven = found([slot('2026-11-24', 11, 'Tuesday, November 24 at 11 AM')], 'I have 11 AM.');
    const call = converse({
      lookup_availability: (_, count) => (count === 1 ? found() : eleven),
      book_appointment: (_, count) => (count === 1 ? refused('time_past') : booked),
    });

    expect(call.say(...UP_TO_TEXT, 'no')).toContain('I have 11 AM. Which would you like?');
    expect(call.say('yes')).toContain('You are booked');
  });

  it('does not look up for ever', () => {
    const call = converse({ book_appointment: refused('offer_expired') });

    call.say(...UP_TO_TEXT, 'no');

    expect(call.tools.length).toBeLessThan(10);
  });

  it('for the phone number asks for it again', () => {
    const call = converse({
      book_appointment: (_, count) => (count === 1 ? refused('invalid_phone') : booked),
    });

    expect(call.say(...UP_TO_TEXT, 'no')).toContain('phone number');
    expect(call.say('512 555 0199', 'yes')).toContain('You are booked');
  });

  it('for an unknown service says what there is', () => {
    const call = converse(
      {
        lookup_availability: (_, count) =>
          count === 1 ? refused('unknown_service', { services: ['AC repair', 'Heating'] }) : found(),
      },
      { ...VARIABLES, services: '' },
    );

    expect(call.say('a new roof tomorrow')).toContain('We do AC repair and Heating.');
    expect(call.say('heating')).toContain('9 AM or 11 AM');
  });

  it('that may pass is tried once more', () => {
    const call = converse({
      book_appointment: (_, count) => (count === 1 ? refused('busy_try_again') : booked),
    });

    expect(call.say(...UP_TO_TEXT, 'no')).toContain('You are booked');
  });

  it('for good ends in an offer to take a message', () => {
    const call = converse({ book_appointment: refused('business_not_found') });

    expect(call.say(...UP_TO_TEXT, 'no')).toContain('message');
    expect(call.say('yes', 'Please call me back about my furnace')).toContain('kept with the record');
  });

  it('by a tool that does not answer is tried again and then becomes a message', () => {
    const call = converse({ book_appointment: broken });

    expect(call.say(...UP_TO_TEXT, 'no')).toContain('trouble with our calendar');
    expect(call.called().filter((name) => name === 'book_appointment')).toHaveLength(2);
  });

  it('of the text leaves the booking standing', () => {
    const call = converse({ send_booking_sms: refused('customer_opted_out') });

    const answer = call.say(...UP_TO_TEXT, 'yes');

    expect(answer).toContain('You are booked');
    expect(answer).toContain('Refused: customer_opted_out. Is there anything else');
  });
});
