import { describe, expect, it } from 'vitest';
import { converse, found, TUESDAY, UP_TO_TEXT, VARIABLES } from './conversing.ts';

describe('a caller who books', () => {
  it('is led from the wish to the text in seven answers', () => {
    const call = converse();

    expect(call.say('My furnace stopped working. Can someone come tomorrow morning?')).toContain(
      '9 AM or 11 AM',
    );
    expect(call.say('Nine please.')).toContain('your name');
    expect(call.say('Dana Reyes')).toContain('5 1 2, 5 5 5, 0 1 8 7');
    expect(call.say('yes')).toContain('address');
    expect(call.say('410 Pecan Street')).toContain('text you');
    expect(call.say('yes please')).toBe(
      'Booking that for you now. You are booked for Tuesday, November 24 at 9 AM. I have texted you the details. Is there anything else I can do for you?',
    );
    expect(call.say("no, that's all")).toContain('Goodbye');

    expect(call.isOver()).toBe(true);
    expect(call.called()).toEqual(['lookup_availability', 'book_appointment', 'send_booking_sms']);
    expect(call.lastArgs('lookup_availability')).toEqual({
      service: 'Furnace repair',
      date_from: '2026-11-24',
      date_to: '2026-11-24',
      part_of_day: 'morning',
    });
    expect(call.lastArgs('book_appointment')).toEqual({
      slot_id: '2026-11-24T09:00-k7qf2',
      service: 'Furnace repair',
      customer_name: 'Dana Reyes',
      customer_phone: '+15125550187',
      address: '410 Pecan Street',
      notes: 'My furnace stopped working. Can someone come tomorrow morning?',
      sms_consent: true,
    });
    expect(call.lastArgs('send_booking_sms')).toEqual({ booking_id: 'apt_abcdef' });
  });

  it('is asked for service and day one by one when nothing was said of them', () => {
    const call = converse();

    expect(call.say('hello')).toContain('What can we help you with?');
    expect(call.say("I'd like an appointment")).toContain('Furnace repair, AC repair and AC tune-up');
    expect(call.say('furnace repair')).toContain('What day and time');
    expect(call.say('as soon as possible')).toContain('9 AM or 11 AM');
    expect(call.lastArgs('lookup_availability')).toEqual({ service: 'Furnace repair' });
  });

  it('may give the name first and is not asked for it again', () => {
    const call = converse();

    const answer = call.say('Hi, my name is Dana Reyes. I need a furnace repair tomorrow', 'the first one');

    expect(answer).toContain('Is the number you are calling from');
    expect(call.dialogue().name).toBe('Dana Reyes');
  });

  it('may give another number, which is read back', () => {
    const call = converse();

    expect(call.say('furnace repair tomorrow', 'nine', 'Dana Reyes', 'no')).toContain('area code first');
    expect(call.say('five one two, five five five, oh one nine nine')).toContain(
      '5 1 2, 5 5 5, 0 1 9 9. Is that right?',
    );
    expect(call.say("no, it's 512 555 0198")).toContain('0 1 9 8. Is that right?');
    call.say('yes', '410 Pecan St', 'no');
    expect(call.lastArgs('book_appointment')).toMatchObject({
      customer_phone: '+15125550198',
      sms_consent: false,
    });
  });

  it('is asked for the area code when it is missing', () => {
    const call = converse();

    expect(call.say('furnace repair tomorrow', 'nine', 'Dana Reyes', 'no', '555 0199')).toContain(
      'not a whole phone number',
    );
  });

  it('with a withheld number is asked for one', () => {
    const call = converse({}, { ...VARIABLES, caller_number: 'anonymous' });

    expect(call.say('furnace repair tomorrow', 'nine', 'Dana Reyes')).toContain('best phone number');
    expect(call.say('this number')).toContain("didn't catch");
  });

  it('gets no text without a yes', () => {
    const call = converse();

    call.say(...UP_TO_TEXT, 'no thanks');

    expect(call.called()).toEqual(['lookup_availability', 'book_appointment']);
    expect(call.lastArgs('book_appointment')).toMatchObject({ sms_consent: false });
  });

  it('may ask for the text after all', () => {
    const call = converse();

    expect(call.say(...UP_TO_TEXT, 'no', 'actually please text me')).toContain('I have texted you');
    expect(call.called()).toContain('send_booking_sms');
  });

  it('may skip the address', () => {
    const call = converse();

    call.say('furnace repair tomorrow', 'nine', 'Dana Reyes', 'yes', 'skip', 'no');

    expect(call.lastArgs('book_appointment')).not.toHaveProperty('address');
  });

  it('may book a second visit without saying everything again', () => {
    const call = converse();

    expect(call.say(...UP_TO_TEXT, 'yes', 'yes, I also need an AC tune-up on Wednesday')).toContain(
      '9 AM or 11 AM',
    );
    expect(call.say('eleven')).toContain('text you');
  });
});

describe('a caller who wishes for a time', () => {
  it('says yes to exactly that time', () => {
    const say = 'Tuesday, November 24 at 11 AM is free. Shall I book it?';
    const call = converse({ lookup_availability: found(TUESDAY, say) });

    call.say('furnace repair tomorrow at eleven');
    call.say('yes');

    expect(call.lastArgs('lookup_availability')).toMatchObject({ time: '11:00' });
    expect(call.dialogue().offer?.minutes).toBe(11 * 60);
  });

  it('hears the times again when yes could mean several', () => {
    const call = converse();

    expect(call.say('furnace repair tomorrow', 'yes')).toContain('Which would you like?');
  });

  it.each([
    ['Thursday at three', { date_from: '2026-11-26', date_to: '2026-11-26', time: '15:00' }],
    ['next Tuesday', { date_from: '2026-12-01', date_to: '2026-12-01' }],
    ['the 24th', { date_from: '2026-11-24', date_to: '2026-11-24' }],
    ['in the afternoon', { part_of_day: 'afternoon' }],
    ['3:30 pm', { time: '15:30' }],
    ['noon', { time: '12:00' }],
    ['tomorrow before noon', { date_from: '2026-11-24', date_to: '2026-11-24', part_of_day: 'morning' }],
    [
      'tomorrow after three',
      { date_from: '2026-11-24', date_to: '2026-11-24', time: '15:00', part_of_day: 'afternoon' },
    ],
    ['next week', { date_from: '2026-11-30', date_to: '2026-12-06' }],
    ['whenever', {}],
  ])('%s', (said, args) => {
    const call = converse();

    call.say('furnace repair', said);

    expect(call.lastArgs('lookup_availability')).toEqual({ service: 'Furnace repair', ...args });
  });

  it.each([
    ['no, Friday', { date_from: '2026-11-27', date_to: '2026-11-27', part_of_day: 'morning' }],
    [
      'what about the afternoon?',
      { date_from: '2026-11-24', date_to: '2026-11-24', part_of_day: 'afternoon' },
    ],
    ['ten', { date_from: '2026-11-24', date_to: '2026-11-24', time: '10:00' }],
    ['something later', { date_from: '2026-11-24', date_to: '2026-11-24', part_of_day: 'afternoon' }],
    ['another day', { date_from: '2026-11-25', date_to: '2026-12-01' }],
  ])('is offered other times: %s', (said, args) => {
    const call = converse();

    call.say('furnace repair tomorrow morning', said);

    expect(call.lastArgs('lookup_availability')).toEqual({ service: 'Furnace repair', ...args });
  });

  it('who wants none of the times is asked for another', () => {
    const call = converse();

    expect(call.say('furnace repair tomorrow', 'no')).toContain('What day and time');
    call.say('Friday');
    expect(call.lastArgs('lookup_availability')).toMatchObject({ date_from: '2026-11-27' });
  });

  it('changes the day while giving the details', () => {
    const call = converse();

    call.say('furnace repair tomorrow morning', 'nine', 'Dana Reyes', 'actually, can we do Friday instead?');

    expect(call.lastArgs('lookup_availability')).toMatchObject({
      date_from: '2026-11-27',
      part_of_day: 'morning',
    });
    expect(call.dialogue().name).toBe('Dana Reyes');
  });

  it('hears so when nothing is free, and may name another day', () => {
    const call = converse({
      lookup_availability: (_, count) =>
        count === 1 ? found([], 'Nothing is free. Would another week work?') : found(),
    });

    expect(call.say('furnace repair tomorrow')).toContain('Would another week work?');
    expect(call.say('next week')).toContain('9 AM or 11 AM');
  });
});
