import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  latestOf,
  type Sighting,
  type Subscription,
  stateOf,
} from '../../../functions/domain/subscription/subscription.ts';
import { aSubscription, delivered, histories } from '../../support/histories.ts';

const SECOND = '2026-11-23T15:00:00.000Z';

let serial = 0;
const aSighting = (
  how: Sighting['how'],
  after: Partial<Subscription>,
  before?: Partial<Subscription>,
  at = SECOND,
): Sighting => {
  serial += 1;
  // Later events have ids that sort first, so that nothing comes right by chance.
  const eventId = `evt_${999 - serial}`;
  const was = before && aSubscription(before);
  return { eventId, how, at, after: aSubscription(after), ...(was && { before: was }) };
};

const ending = (sightings: readonly Sighting[]) =>
  stateOf(sightings.reduce<readonly Sighting[]>((known, sighting) => latestOf(known, sighting), []));

const both = (first: Sighting, second: Sighting) => [ending([first, second]), ending([second, first])];

describe('the latest state of a subscription [B1]', () => {
  it('is that of the later second, whichever event comes first', () => {
    const earlier = aSighting('changed', { status: 'past_due' }, { status: 'active' });
    const later = aSighting(
      'changed',
      { status: 'active' },
      { status: 'past_due' },
      '2026-11-23T15:00:01.000Z',
    );

    for (const state of both(earlier, later)) expect(state.status).toBe('active');
  });

  it('is the change, where it was created and changed in one second', () => {
    const created = aSighting('created', { status: 'incomplete' });
    const changed = aSighting('changed', { status: 'active' }, { status: 'incomplete' });

    for (const state of both(created, changed)) expect(state.status).toBe('active');
  });

  it('is the end, however late anything else claims to be', () => {
    const deleted = aSighting('deleted', { status: 'canceled' });
    const later = aSighting(
      'changed',
      { status: 'active' },
      { status: 'past_due' },
      '2027-01-01T00:00:00.000Z',
    );

    for (const state of both(deleted, later)) expect(state.status).toBe('canceled');
  });

  it('follows several changes of one second from one to the next', () => {
    const states = ['incomplete', 'active', 'past_due', 'active', 'unpaid'];
    const changes = states
      .slice(1)
      .map((status, index) => aSighting('changed', { status }, { status: states[index] as string }));

    expect(ending(changes).status).toBe('unpaid');
    expect(ending(changes.toReversed()).status).toBe('unpaid');
  });

  it('is the pause, where Stripe tells of it by an event that says nothing of before', () => {
    const changed = aSighting('changed', { paymentMethod: 'pm_1' }, {});
    const paused = aSighting('paused', { paymentMethod: 'pm_1', status: 'paused' });

    for (const state of both(changed, paused)) expect(state.status).toBe('paused');
  });

  it('pays no heed to an event that only reminds, where something changed in the same second', () => {
    const reminded = aSighting('noticed', { status: 'trialing' });
    const changed = aSighting('changed', { status: 'active' }, { status: 'trialing' });

    for (const state of both(reminded, changed)) expect(state.status).toBe('active');
    expect(ending([reminded]).status).toBe('trialing');
  });

  it('F-WH-7: is where its life has led, in every order of its events and however often each of them comes', () => {
    const runs = histories.chain(({ sightings, last }) =>
      fc.record({ last: fc.constant(last), orders: fc.tuple(delivered(sightings), delivered(sightings)) }),
    );

    void fc.assert(
      fc.property(runs, ({ last, orders: [one, other] }) => {
        expect(ending(one)).toEqual(last);
        expect(ending(other)).toEqual(last);
      }),
      { numRuns: 2_000, seed: 1795446 },
    );
  });
});
