import { describe, expect, it } from 'vitest';
import type { Business } from '../../../functions/domain/business/business.ts';
import { createBusiness } from '../../../functions/domain/business/create-business.ts';
import { aBusiness } from '../../support/builders.ts';

/** The fields a business is refused for; none if it was stored. */
const refusedFor = async (business: Business): Promise<unknown> => {
  const stored: Business[] = [];
  const businesses = { create: async (one: Business) => void stored.push(one) };
  try {
    await createBusiness({ businesses, release: async () => 0 })(business);
    return stored.length === 1 ? [] : 'not stored';
  } catch (error) {
    expect(stored).toEqual([]);
    expect(error).toMatchObject({ code: 'invalid_arguments' });
    return (error as { facts: { fields: unknown } }).facts.fields;
  }
};

it('releases, once it is stored, what vendors told of its agents, numbers and customer', async () => {
  const done: string[] = [];
  const business = aBusiness({
    agentIds: ['agent_a', 'agent_b'],
    numbers: ['+15125550142'],
    billing: { ...aBusiness().billing, stripeCustomerId: 'cus_a' },
  });

  await createBusiness({
    businesses: { create: async () => void done.push('stored') },
    release: async (awaits) => done.push(awaits),
  })(business);

  expect(done).toEqual([
    'stored',
    'agent:agent_a',
    'agent:agent_b',
    'number:+15125550142',
    'stripe-customer:cus_a',
  ]);
});

const service = { id: 'check', name: 'Boiler check', durationMinutes: 45 };
const monday = { weekday: 1, opens: '08:00', closes: '17:00' };
const { billing, messaging, owner } = aBusiness();

describe('a business', () => {
  it.each<[string, Partial<Business>]>([
    ['in Kathmandu', { zone: 'Asia/Kathmandu', dayOffsetMinutes: 345 }],
    ['on the date line', { zone: 'Pacific/Kiritimati', dayOffsetMinutes: 840 }],
    ['that is open across midnight', { hours: [{ weekday: 5, opens: '20:00', closes: '04:00' }] }],
    ['that is open until midnight', { hours: [{ weekday: 5, opens: '00:00', closes: '24:00' }] }],
    ['of short jobs', { services: [{ ...service, durationMinutes: 15 }], startEveryMinutes: 15 }],
    ['of many crews', { crews: [...'abcdefgh'].map((id) => ({ id, name: id })) }],
  ])('%s is stored', async (_, differing) => {
    expect(await refusedFor(aBusiness(differing))).toEqual([]);
  });

  it.each<[field: string, what: string, differing: Partial<Business>]>([
    ['name', 'no name', { name: ' ' }],
    ['worksAt', 'no place', { worksAt: 'home' as never }],
    ['zone', 'a zone that is none', { zone: 'Texas/Austin' }],
    ['dayOffsetMinutes', 'days cut between quarters', { dayOffsetMinutes: -350 }],
    ['dayOffsetMinutes', 'days cut on no clock of the world', { dayOffsetMinutes: 855 }],
    ['hours', 'no hours', { hours: [] }],
    ['hours', 'hours that start between quarters', { hours: [{ ...monday, opens: '08:10' }] }],
    ['hours', 'an eighth weekday', { hours: [{ ...monday, weekday: 7 }] }],
    ['services', 'nothing to do', { services: [] }],
    ['services', 'a job between quarters', { services: [{ ...service, durationMinutes: 50 }] }],
    ['services', 'a job of sixteen hours', { services: [{ ...service, durationMinutes: 960 }] }],
    ['services', 'one id twice', { services: [service, { ...service, name: 'Boiler repair' }] }],
    ['services', 'one name twice', { services: [service, { ...service, id: 'b', name: 'boiler check ' }] }],
    ['services', 'a name that is an id', { services: [service, { ...service, id: 'b', name: 'Check' }] }],
    ['crews', 'nobody', { crews: [] }],
    ['crews', 'nine crews', { crews: [...'abcdefghi'].map((id) => ({ id, name: id })) }],
    ['startEveryMinutes', 'starts between quarters', { startEveryMinutes: 20 }],
    ['noticeMinutes', 'notice of less than nothing', { noticeMinutes: -1 }],
    ['horizonDays', 'no future', { horizonDays: 0 }],
    ['agentIds', 'no agent', { agentIds: [] }],
    ['owner.email', 'no address', { owner: { ...owner, email: 'dana' } }],
    ['owner.phones', 'a phone that is none', { owner: { ...owner, phones: ['555'] } }],
    ['billing.bookingFeeCents', 'a fee in dollars', { billing: { ...billing, bookingFeeCents: 49.9 } }],
    ['messaging.from', "another's number", { messaging: { ...messaging, from: '+15125550999' } }],
  ])('is refused by %s for %s', async (field, _, differing) => {
    expect(await refusedFor(aBusiness(differing))).toEqual([field]);
  });
});
