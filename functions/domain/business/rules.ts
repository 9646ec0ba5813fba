import { isGreeting } from '../agent/greeting.ts';
import { areNotifications } from '../alert/notifications.ts';
import { isKnownZone } from '../schedule/zone.ts';
import { isNamed, type Line, LONGEST_SERVICE_MS, type Profile, QUARTER_MINUTES } from './business.ts';

const TIME = /^([01]\d|2[0-3]):(00|15|30|45)$/;
const E164 = /^\+[1-9]\d{6,14}$/;
/** More crew members than this do not fit one day document. */
const MOST_CREWS = 8;

const isQuarters = (minutes: number, least: number) =>
  Number.isInteger(minutes) && minutes >= least && minutes % QUARTER_MINUTES === 0;

/** The agent names a service by its id or its name: neither may mean two. */
const areToldApart = (services: Profile['services']): boolean =>
  services.every(({ id, name }) =>
    [id, name].every((said) => services.filter((one) => isNamed(one, said)).length === 1),
  );

const MOST_CENTS = 100_000_000;
const isJobValue = (cents: number | null | undefined): boolean =>
  cents == null || (Number.isInteger(cents) && cents >= 0 && cents <= MOST_CENTS);

type Rules = readonly (readonly [field: string, holds: boolean])[];

const broken = (rules: Rules): string[] => rules.filter(([, holds]) => !holds).map(([field]) => field);

/** Names of the fields of a profile that are wrong. */
export const profileFaults = (business: Profile): string[] =>
  broken([
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
          ({ id, name, durationMinutes, jobValueCents }) =>
            isJobValue(jobValueCents) &&
            id.length > 0 &&
            name.trim().length > 0 &&
            isQuarters(durationMinutes, QUARTER_MINUTES) &&
            durationMinutes * 60_000 <= LONGEST_SERVICE_MS,
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
    ['greeting', business.greeting == null || isGreeting(business.greeting)],
    ['notifications', business.notifications === undefined || areNotifications(business.notifications)],
    ['jobValueCents', isJobValue(business.jobValueCents)],
    ['owner.email', /^[^@\s]+@[^@\s]+$/.test(business.owner.email)],
    ['owner.phones', business.owner.phones.every((number) => E164.test(number))],
  ]);

/** Names of what is wrong with its line. */
export const lineFaults = (line: Line): string[] =>
  broken([
    ['agentIds', line.agentIds.length > 0],
    ['numbers', line.numbers.length > 0 && line.numbers.every((number) => E164.test(number))],
    ['billing.stripeCustomerId', line.billing.stripeCustomerId.length > 0],
    [
      'billing.bookingFeeCents',
      Number.isInteger(line.billing.bookingFeeCents) && line.billing.bookingFeeCents > 0,
    ],
    ['messaging.from', line.numbers.includes(line.messaging.from)],
  ]);
