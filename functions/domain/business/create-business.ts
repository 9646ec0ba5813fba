import { Refusal } from '../errors.ts';
import { isKnownZone } from '../schedule/zone.ts';
import type { Release } from '../vendor-event/ports.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import { type Business, isNamed, QUARTER_MINUTES } from './business.ts';
import type { BusinessCreation } from './ports.ts';

const TIME = /^([01]\d|2[0-3]):(00|15|30|45)$/;
const E164 = /^\+[1-9]\d{6,14}$/;
const LONGEST_SERVICE_MINUTES = 15 * 60;
/** More crew members than this do not fit one day document. */
const MOST_CREWS = 8;

const isQuarters = (minutes: number, least: number) =>
  Number.isInteger(minutes) && minutes >= least && minutes % QUARTER_MINUTES === 0;

/** The agent names a service by its id or its name: neither may mean two. */
const areToldApart = (services: Business['services']): boolean =>
  services.every(({ id, name }) =>
    [id, name].every((said) => services.filter((one) => isNamed(one, said)).length === 1),
  );

/** Each rule with the name of the field it is about. */
const faults = (business: Business): string[] => {
  const rules: readonly (readonly [field: string, holds: boolean])[] = [
    ['name', business.name.trim().length > 0 && business.name.length <= 120],
    ['worksAt', business.worksAt === 'customer' || business.worksAt === 'premises'],
    ['zone', isKnownZone(business.zone)],
    [
      'dayOffsetMinutes',
      isQuarters(business.dayOffsetMinutes, -14 * 60) && business.dayOffsetMinutes <= 14 * 60,
    ],
    [
      'hours',
      business.hours.length > 0 &&
        business.hours.every(
          (span) =>
            Number.isInteger(span.weekday) &&
            span.weekday >= 0 &&
            span.weekday <= 6 &&
            TIME.test(span.opens) &&
            (span.closes === '24:00' || TIME.test(span.closes)),
        ),
    ],
    [
      'services',
      business.services.length > 0 &&
        areToldApart(business.services) &&
        business.services.every(
          ({ id, name, durationMinutes }) =>
            id.length > 0 &&
            name.trim().length > 0 &&
            isQuarters(durationMinutes, QUARTER_MINUTES) &&
            durationMinutes <= LONGEST_SERVICE_MINUTES,
        ),
    ],
    [
      'crews',
      business.crews.length > 0 &&
        business.crews.length <= MOST_CREWS &&
        new Set(business.crews.map(({ id }) => id)).size === business.crews.length &&
        business.crews.every(({ id }) => /^[a-z]{1,2}$/.test(id)),
    ],
    ['startEveryMinutes', isQuarters(business.startEveryMinutes, QUARTER_MINUTES)],
    ['noticeMinutes', Number.isInteger(business.noticeMinutes) && business.noticeMinutes >= 0],
    [
      'horizonDays',
      Number.isInteger(business.horizonDays) && business.horizonDays >= 1 && business.horizonDays <= 365,
    ],
    ['agentIds', business.agentIds.length > 0],
    ['numbers', business.numbers.length > 0 && business.numbers.every((number) => E164.test(number))],
    ['owner.email', /^[^@\s]+@[^@\s]+$/.test(business.owner.email)],
    ['owner.phones', business.owner.phones.every((number) => E164.test(number))],
    ['billing.stripeCustomerId', business.billing.stripeCustomerId.length > 0],
    [
      'billing.bookingFeeCents',
      Number.isInteger(business.billing.bookingFeeCents) && business.billing.bookingFeeCents > 0,
    ],
    ['messaging.from', business.numbers.includes(business.messaging.from)],
  ];
  return rules.filter(([, holds]) => !holds).map(([field]) => field);
};

/**
 * Stores a new business with what the vendors call it, and releases what vendors have told of it before. Refuses with
 * the fields that are wrong; a repeat stores nothing and releases what is still waiting.
 */
export const createBusiness =
  (deps: { readonly businesses: BusinessCreation; readonly release: Release }) =>
  async (business: Business): Promise<void> => {
    const fields = faults(business);
    if (fields.length > 0) throw new Refusal('invalid_arguments', { fields });
    await deps.businesses.create(business);
    const known = [
      ...business.agentIds.map(awaited.agent),
      ...business.numbers.map(awaited.number),
      awaited.stripeCustomer(business.billing.stripeCustomerId),
    ];
    for (const name of known) await deps.release(name);
  };
