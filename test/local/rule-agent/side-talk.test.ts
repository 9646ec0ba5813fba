import { describe, expect, it } from 'vitest';
import { openDialogue } from '../../../scripts/local/vendors/retell/rule-agent/dialogue.ts';
import { examplesFor, greeting } from '../../../scripts/local/vendors/retell/rule-agent/phrases.ts';
import { converse, VARIABLES } from './conversing.ts';

describe('the agent', () => {
  it('says who it is and that it is no person', () => {
    const hello = greeting(openDialogue(VARIABLES, '+15125550187', '2026-11-23'));

    expect(hello).toContain('Apex Heating & Air');
    expect(hello).toContain('AI assistant');
    expect(hello).toContain('recorded');
  });

  it('still answers when the business could not be asked', () => {
    const call = converse({}, {});

    expect(greeting(call.dialogue())).toContain('our office');
    expect(call.say('a furnace repair tomorrow')).toContain('9 AM');
  });

  it('says what one may say, for every question', () => {
    const call = converse();
    const lines = ['furnace repair', 'tomorrow', 'nine', 'Dana Reyes', 'yes', '410 Pecan St', 'no', 'no'];

    for (const line of lines) {
      expect(examplesFor(call.dialogue()).length).toBeGreaterThan(0);
      call.say(line);
    }
    expect(call.isOver()).toBe(true);
  });
});

describe('a question in between', () => {
  it.each([
    ['Are you a robot?', "I'm an AI assistant"],
    ['What services do you have?', 'Furnace repair, AC repair and AC tune-up'],
    ['how much does it cost?', "can't quote prices"],
    ['what day is it today?', 'Monday, November 23, 2026'],
    ['what are your hours?', 'which times are free'],
    ['I smell gas!', 'call 911'],
  ])('%s is answered, and the open question asked again', (said, answer) => {
    const call = converse();
    call.say('furnace repair tomorrow', 'nine');

    const heard = call.say(said);

    expect(heard).toContain(answer);
    expect(heard).toContain('your name');
  });

  it('is answered together with a wish in the same breath', () => {
    const call = converse();

    const heard = call.say('Are you a robot? I need a furnace repair tomorrow.');

    expect(heard).toContain("I'm an AI assistant");
    expect(heard).toContain('9 AM or 11 AM');
  });

  it('to repeat is answered with the same words', () => {
    const call = converse();
    const first = call.say('furnace repair');

    expect(call.say('could you repeat that?')).toBe(first);
  });

  it('for a person leads to a message', () => {
    const call = converse();

    expect(call.say('Can I talk to a human?')).toContain('take a message');
    expect(call.say('yes')).toContain('tell me your message');
    expect(call.say('Tell Sam that the part has arrived')).toContain('kept with the record');
    expect(call.say('no')).toContain('Goodbye');
  });

  it('about an old appointment is not answered with a promise', () => {
    const call = converse();

    expect(call.say('I want to cancel my appointment')).toContain("can't change an appointment");
  });
});

describe('a caller who is not understood', () => {
  it('is helped with examples and then offered a message', () => {
    const call = converse();

    expect(call.say('florp')).toContain("didn't catch");
    expect(call.say('florp')).toContain('You can say');
    expect(call.say('florp')).toContain('take a message');
    expect(call.say('no')).toContain('anything else');
  });

  it('of somebody who then says what they need goes on with that', () => {
    const call = converse();

    expect(call.say('florp', 'florp', 'florp')).toContain('take a message');
    expect(call.say('furnace repair, tomorrow morning')).toContain('I have 9 AM or 11 AM');
    expect(call.called()).toEqual(['lookup_availability']);
  });

  it('starts afresh once understood', () => {
    const call = converse();

    call.say('florp', 'florp', 'furnace repair', 'florp');

    expect(call.say('tomorrow')).toContain('9 AM or 11 AM');
  });

  it('may name a service with a comma in its name', () => {
    const call = converse({}, { ...VARIABLES, services: 'AC repair; AC repair, commercial' });

    call.say('AC repair, commercial', 'tomorrow morning');

    expect(call.lastArgs('lookup_availability')).toMatchObject({ service: 'AC repair, commercial' });
  });

  it('chooses between two services that fit', () => {
    const call = converse();

    expect(call.say('something with the AC')).toContain('AC repair and AC tune-up');
    expect(call.say('the tune-up')).toContain('What day and time');
    expect(call.dialogue().service).toBe('AC tune-up');
  });
});

describe('a caller who is short of words', () => {
  it('may answer with numbers and letters', () => {
    const call = converse();

    call.say('what services do you have?', '2', 'tomorrow', '1', 'Jim', 'y', 'n', 'n', 'n');

    expect(call.isOver()).toBe(true);
    expect(call.lastArgs('book_appointment')).toMatchObject({
      service: 'AC repair',
      slot_id: '2026-11-24T09:00-k7qf2',
      customer_name: 'Jim',
      sms_consent: false,
    });
  });

  it('may pick from the services that were listed', () => {
    const call = converse();

    call.say('something with the AC', 'the second one');

    expect(call.dialogue().service).toBe('AC tune-up');
  });

  it('is let go after a thank you', () => {
    const call = converse();

    expect(call.say('furnace repair tomorrow', 'nine', 'Jim', 'y', 'skip', 'y', 'great, thanks')).toContain(
      'Goodbye',
    );
  });
});

describe('a caller who leaves', () => {
  it.each(['goodbye', 'never mind', 'bye bye'])('is let go politely: %s', (said) => {
    const call = converse();
    call.say('furnace repair');

    expect(call.say(said)).toContain('Goodbye');
    expect(call.isOver()).toBe(true);
    expect(call.tools).toEqual([]);
  });
});
