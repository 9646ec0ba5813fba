import { describe, expect, it } from 'vitest';
import { type Intent, readIntents } from '../../../scripts/local/vendors/retell/rule-agent/intents.ts';
import { readGivenName, readName } from '../../../scripts/local/vendors/retell/rule-agent/names.ts';
import { digitByDigit, readPhone } from '../../../scripts/local/vendors/retell/rule-agent/phone-numbers.ts';
import { matchService } from '../../../scripts/local/vendors/retell/rule-agent/services.ts';

const HVAC = ['Furnace repair', 'AC repair', 'AC tune-up', 'Water heater installation', 'Free estimate'];

describe('services', () => {
  it.each([
    ['I need a furnace repair', 'Furnace repair'],
    ['My furnace stopped working', 'Furnace repair'],
    ['the heater is broken', 'Furnace repair'],
    ['we have no heat', 'Furnace repair'],
    ['my house is freezing, the heating is out', 'Furnace repair'],
    ["the air conditioner isn't working", 'AC repair'],
    ['my a/c died', 'AC repair'],
    ['tune-up for the air conditioning', 'AC tune-up'],
    ['AC tuneup please', 'AC tune-up'],
    ['AC maintenance', 'AC tune-up'],
    ['a new water heater', 'Water heater installation'],
    ["there's no hot water", 'Water heater installation'],
    ['I want an estimate', 'Free estimate'],
    ['could I get a quote', 'Free estimate'],
  ])('%s', (said, service) => {
    expect(matchService(said, HVAC)).toEqual({ kind: 'one', service });
  });

  it('asks between two that fit equally', () => {
    expect(matchService('something with the AC', HVAC)).toEqual({
      kind: 'several',
      services: ['AC repair', 'AC tune-up'],
    });
  });

  it.each([
    ['Dental cleaning', 'I need my teeth cleaned'],
    ['Filling', 'I think I need a filling'],
    ["Women's haircut", 'a womens haircut'],
    ['Drain cleaning', 'my sink is clogged'],
    ['Leak repair', 'a pipe burst in the basement'],
    ['Roof inspection', 'can you check the roof'],
  ])('%s of another trade', (service, said) => {
    const services = [
      'Dental cleaning',
      'Filling',
      "Women's haircut",
      'Drain cleaning',
      'Leak repair',
      'Roof inspection',
    ];

    expect(matchService(said, services)).toEqual({ kind: 'one', service });
  });

  it.each(['hello', 'a pizza', 'tomorrow morning', ''])('none in: %s', (said) => {
    expect(matchService(said, HVAC)).toEqual({ kind: 'none' });
  });
});

describe('phone numbers', () => {
  it.each([
    ['512 555 0187', '+15125550187'],
    ['(512) 555-0187', '+15125550187'],
    ['512.555.0187', '+15125550187'],
    ['5125550187', '+15125550187'],
    ['+1 512 555 0187', '+15125550187'],
    ['1-512-555-0187', '+15125550187'],
    ['+44 20 7946 0958', '+442079460958'],
    ["it's 512 555 0187, thanks", '+15125550187'],
    ['five one two, five five five, oh one eight seven', '+15125550187'],
    ['five one two five five five zero one eight seven', '+15125550187'],
    ['five twelve five fifty-five oh one eighty-seven', '+15125550187'],
    ['area code five one two and then triple five zero one eight seven', '+15125550187'],
    ['512, double five five, oh one eight seven', '+15125550187'],
    ['eight hundred five five five zero one nine nine', '+18005550199'],
  ])('%s', (said, e164) => {
    expect(readPhone(said)).toEqual({ kind: 'number', e164 });
  });

  it('notices that digits are missing', () => {
    expect(readPhone('555 0187')).toEqual({ kind: 'incomplete', digits: '5550187' });
  });

  it.each(['410 Pecan Street', 'at nine', 'yes'])('none in: %s', (said) => {
    expect(readPhone(said)).toBeUndefined();
  });

  it('reads every digit back', () => {
    expect(digitByDigit('+15125550187')).toBe('5 1 2, 5 5 5, 0 1 8 7');
  });
});

describe('names', () => {
  it.each([
    ['Dana Reyes', 'Dana Reyes'],
    ['dana reyes', 'Dana Reyes'],
    ["It's Dana Reyes.", 'Dana Reyes'],
    ['This is Dana', 'Dana'],
    ['my name is dana reyes', 'Dana Reyes'],
    ["Sure, it's Dana Reyes, thank you", 'Dana Reyes'],
    ["I'm Dana", 'Dana'],
    ["Mary-Jane O'Neil", "Mary-Jane O'Neil"],
    ['José Núñez', 'José Núñez'],
    ['Dana Reyes and my number is 512 555 0187', 'Dana Reyes'],
    ['jean-luc', 'Jean-Luc'],
  ])('%s', (said, name) => {
    expect(readName(said)).toBe(name);
  });

  it.each(['yes', 'no', 'why do you need that?', '512 555 0187', 'what?', 'tomorrow morning', ''])(
    'none in: %s',
    (said) => {
      expect(readName(said)).toBeUndefined();
    },
  );

  it('is heard when given unasked, and not where none was given', () => {
    expect(readGivenName('Hi, my name is Dana Reyes. My furnace stopped.')).toBe('Dana Reyes');
    expect(readGivenName('this is Dana Reyes')).toBe('Dana Reyes');
    expect(readGivenName('this is urgent')).toBeUndefined();
    expect(readGivenName("I'm looking for an appointment")).toBeUndefined();
    expect(readGivenName('My furnace stopped working')).toBeUndefined();
  });
});

describe('intents', () => {
  it.each<[string, Intent]>([
    ['Are you a robot?', 'robot'],
    ['am I talking to a real person?', 'robot'],
    ['Is this a machine', 'robot'],
    ['what services do you have?', 'services'],
    ['What do you do?', 'services'],
    ['which services do you offer', 'services'],
    ['Could you repeat that?', 'repeat'],
    ['Sorry?', 'repeat'],
    ['can I speak to a human', 'person'],
    ['representative', 'person'],
    ['how much is it?', 'price'],
    ['what day is it today', 'today'],
    ['I smell gas', 'danger'],
    ['I want to cancel my appointment', 'change'],
    ['can I leave a message', 'message'],
    ['never mind', 'forget'],
    ['goodbye', 'goodbye'],
    ['bye', 'goodbye'],
    ["no, that's all", 'finished'],
    ["that's it, thank you", 'finished'],
    ['yes please', 'yes'],
    ['Yeah', 'yes'],
    ["that's right", 'yes'],
    ['sure, go ahead', 'yes'],
    ['no thanks', 'no'],
    ['Nope.', 'no'],
    ["I don't want that", 'no'],
    ['skip', 'no'],
    ['this number is fine', 'ownNumber'],
    ['please text me', 'text'],
  ])('%s', (said, intent) => {
    expect(readIntents(said)).toContain(intent);
  });

  it.each<[string, Intent]>([
    ['nothing works in my house', 'yes'],
    ['not that one', 'yes'],
    ['Monday', 'no'],
    ['noon', 'no'],
    ['Norma Okafor', 'no'],
    ['Sunday at ten', 'services'],
    ['Byers', 'goodbye'],
  ])('%s is not: %s', (said, intent) => {
    expect(readIntents(said)).not.toContain(intent);
  });
});
