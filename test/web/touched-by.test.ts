import { describe, expect, it } from 'vitest';
import { touchedBy } from '../../web/src/live/touched-by.ts';

describe('what a page asks for again [C4]', () => {
  it('is what a topic is shown in, each once', () => {
    expect(touchedBy('b1', ['texts', 'appointments'])).toEqual([
      ['b1', 'texts'],
      ['b1', 'overview'],
      ['b1', 'appointments'],
      ['b1', 'customers'],
      ['b1', 'insights'],
    ]);
  });

  it('is also what is free and what is counted, where settings have changed', () => {
    expect(touchedBy('b1', ['settings'])).toEqual(
      expect.arrayContaining([
        ['b1', 'appointments'],
        ['b1', 'insights'],
      ]),
    );
  });

  it('is also who one is there, where the team has changed', () => {
    expect(touchedBy('b1', ['team'])).toEqual([['b1', 'team'], ['me']]);
  });
});
