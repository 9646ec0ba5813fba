import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { readStripeEvent } from '../../functions/adapters/stripe/events.ts';
import { RESEND_EVENTS } from '../../scripts/connect/resend.ts';
import { STRIPE_EVENTS } from '../../scripts/connect/stripe-events.ts';
import { areContractsHere, contractDocument } from '../support/contracts/documents.ts';

/** Every type of event that Stripe has, by the types of the SDK's version. */
const everyType = (): readonly string[] => {
  const at = createRequire(import.meta.url)
    .resolve('stripe')
    .replace(/\/(esm|cjs)\/.*$/, '');
  const types = readFileSync(`${at}/esm/resources/Events.d.ts`, 'utf8').matchAll(/^\s+type: '([a-z_.]+)';/gm);
  return [...new Set([...types].flatMap(([, type]) => type ?? []))];
};

/** What is followed and has nothing in it is refused; what is not followed is only stored. */
const isFollowed = (type: string): boolean => {
  const event = { id: 'evt_1SWcQ9B7WZ01', object: 'event', type, created: 1, data: { object: {} } };
  try {
    return readStripeEvent(event, '2026-11-29T00:00:00.000Z').kind !== 'stored-only';
  } catch {
    return true;
  }
};

describe('the events that vendors are asked for [D13]', () => {
  it("are of Stripe's exactly those that are followed", () => {
    const types = everyType();

    expect(types.length).toBeGreaterThan(200);
    expect([...STRIPE_EVENTS].sort()).toEqual(types.filter(isFollowed).sort());
  });

  it('are those that the runbook names', () => {
    const page = readFileSync(new URL('../../docs/runbooks/webhooks-stripe.md', import.meta.url), 'utf8');
    const [, list = ''] = /subscribed to:\n\n([\s\S]*?)\n\n/.exec(page) ?? [];
    let noun = '';
    const named = [...list.matchAll(/`([a-z_.]+)`/g)].map(([, name = '']) => {
      if (name.startsWith('.')) return noun + name;
      noun = name.slice(0, name.lastIndexOf('.'));
      return name;
    });

    expect(named.sort()).toEqual([...STRIPE_EVENTS].sort());
  });

  it.skipIf(!areContractsHere)("are of Resend's some that it knows", () => {
    const known = Object.keys(Object(contractDocument('resend/resend-1.5.0.json').webhooks));

    expect(known).toEqual(expect.arrayContaining([...RESEND_EVENTS]));
  });
});
