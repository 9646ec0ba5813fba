import { describe, expect, it } from 'vitest';
import { DISCLOSURE } from '../../../functions/contracts/disclosure.ts';
import { isGreeting, openingOf } from '../../../functions/domain/agent/greeting.ts';
import { profileFaults } from '../../../functions/domain/business/rules.ts';
import { aBusiness } from '../../support/builders.ts';

describe('what the agent says first [V1, O3]', () => {
  it.each([undefined, null])('is the usual words where the owner has chosen none (%s)', (greeting) => {
    expect(openingOf(aBusiness({ greeting }))).toBe(
      "Thanks for calling Apex Heating & Air. I'm the AI assistant, and this call may be recorded. How can I help?",
    );
  });

  it.each([
    ['Howdy, Apex here!', 'Howdy, Apex here! '],
    ['  Howdy, Apex here ', 'Howdy, Apex here. '],
    ['Who is cold?', 'Who is cold? '],
  ])(
    'F-VX-4: begins with %j and always goes on to say that it is an AI and may be recorded',
    (greeting, begins) => {
      const opening = openingOf(aBusiness({ greeting }));

      expect(opening).toBe(`${begins}${DISCLOSURE} How can I help?`);
      expect(opening).toMatch(/AI assistant.*recorded/);
    },
  );

  it('is as long as 200 characters and no longer', () => {
    expect(isGreeting('a'.repeat(200))).toBe(true);
    expect(isGreeting('a'.repeat(201))).toBe(false);
  });

  it.each(['¡Hola! Habla Peña & Söhne.', "You've reached Apex – 24/7 (yes, really).", '你好'])(
    'may be %j',
    (greeting) => {
      expect(profileFaults(aBusiness({ greeting }))).toEqual([]);
    },
  );

  it.each([
    ['nothing', ''],
    ['blanks', '  '],
    ['a place to fill in', 'Hi {{caller_number}}'],
    ['markup of speech engines', 'Hi <break time="9s"/>'],
    ['a line break', 'Hi\nthere'],
    ['a line separator', 'Hi\u2028there'],
    ['what turns the direction of writing', 'Hi \u202egnp'],
    ['half an emoji', 'Hi \ud83d'],
    ['a null', 'Hi\0'],
  ])('may not be %s', (_, greeting) => {
    expect(profileFaults(aBusiness({ greeting }))).toEqual(['greeting']);
  });
});
