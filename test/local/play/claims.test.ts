import { describe, expect, it } from 'vitest';
import { type Evidence, judge } from '../../../scripts/play/claims.ts';
import { type Claim, loadScenarios } from '../../../scripts/play/scenario.ts';

const NOTHING: Evidence = {
  appointments: [],
  fees: [],
  texts: [],
  alerts: [],
  calls: [],
  invoices: [],
  sentTexts: [],
  emails: [],
  answers: [],
  speech: [],
  faults: [],
  ownerSees: [],
  onboarding: [],
  held: [],
};
const EVIDENCE: Evidence = {
  ...NOTHING,
  invoices: [{ status: 'paid', amountPaidCents: 5000 }],
  sentTexts: [{ to: '+15125550187', text: 'Booked. Reply STOP to opt out.', status: 'delivered' }],
  answers: [
    { name: 'book', ms: 80, result: { id: 'apt_1' } },
    { name: 'book', ms: 900, result: { id: 'apt_2' } },
  ],
};
const PHONES = { Dana: '+15125550187' };
const claim = (given: Partial<Claim>): Claim => ({
  that: 'it is so',
  look: 'invoices',
  where: {},
  count: 1,
  ...given,
});

describe('a claim', () => {
  it.each<[string, Partial<Claim>]>([
    ['by equal values', { where: { status: 'paid', amountPaidCents: 5000 } }],
    ["by a caller's phone", { look: 'sentTexts', where: { to: '$Dana' } }],
    ['by words in it', { look: 'sentTexts', where: { text: '~reply stop' } }],
    ['by a limit', { look: 'answers', where: { ms: { below: 500 } } }],
    ['by a path', { look: 'answers', where: { 'result.id': 'apt_2' } }],
    ['of nothing', { look: 'emails', count: 0 }],
  ])('holds %s', (_, given) => {
    expect(judge(claim(given), EVIDENCE, PHONES)).toMatchObject({ holds: true });
  });

  it.each<[string, Partial<Claim>, string]>([
    [
      'another value',
      { where: { status: 'open' } },
      '0 of 1 invoices instead of 1; found { status: "paid" }',
    ],
    ['too many', { look: 'answers', where: { name: 'book' } }, '2 of 2 answers instead of 1'],
    ['what is not there', { look: 'emails' }, '0 of 0 emails instead of 1'],
    [
      'different ids',
      { look: 'answers', count: 2, same: 'result.id' },
      'result.id differs: "apt_1", "apt_2"',
    ],
    ['an unknown caller', { look: 'sentTexts', where: { to: '$Robin' } }, '0 of 1'],
  ])('fails for %s and says what was found', (_, given, found) => {
    const verdict = judge(claim(given), EVIDENCE, PHONES);

    expect(verdict.holds).toBe(false);
    expect(verdict.found).toContain(found);
  });
});

describe('the scenarios [D4]', () => {
  it('are valid, in order, and none claims nothing', () => {
    const scenarios = loadScenarios();

    expect(scenarios.map(({ name }) => name)).toEqual([
      'first-call',
      'same-time',
      'repeated-tool-call',
      'declined-card',
      'opted-out',
      'stormy-vendors',
      'deaf-and-forging-vendors',
      'declined-at-checkout',
      'no-number-in-area',
      'retell-down-while-publishing',
      'abandoned-and-resumed',
      'unpaid-business',
    ]);
    for (const { name, claims } of scenarios) {
      const isEmptyWorldEnough = claims.every((one) => judge(one, NOTHING, {}).holds);
      expect(isEmptyWorldEnough, name).toBe(false);
    }
  });
});
