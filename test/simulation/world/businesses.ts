import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { localTimeAt } from '../../../functions/domain/schedule/zone.ts';
import type { Chance } from '../kernel/chance.ts';

const ZONES = [
  'America/Chicago',
  'America/New_York',
  'America/Los_Angeles',
  'America/Phoenix',
  'Australia/Lord_Howe',
];
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

const HOURS: readonly Business['hours'][] = [
  EVERY_DAY.map((weekday) => ({ weekday, opens: '08:00', closes: '18:00' })),
  // Over midnight, through the hour that daylight saving takes or gives.
  EVERY_DAY.map((weekday) => ({ weekday, opens: '20:00', closes: '06:00' })),
  EVERY_DAY.flatMap((weekday) => [
    { weekday, opens: '07:00', closes: '12:00' },
    { weekday, opens: '13:00', closes: '16:00' },
  ]),
  EVERY_DAY.map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' })),
];

/** Where its days are cut: the offset of the zone on the first of January, or one of another half of the year. */
const offsetOf = (zone: string, year: number): number => {
  const at = Date.UTC(year, 0, 1);
  const { date, minutes } = localTimeAt(zone, at);
  const localMs = Date.parse(`${date}T00:00:00Z`) + minutes * 60_000;
  return Math.round((localMs - at) / 60_000 / 15) * 15;
};

/** A business as different from the next as the rules allow. Number `index` of the run. */
export const drawBusiness = (chance: Chance, index: number, startMs: number): Business => {
  const key = `sim${String(index).padStart(4, '0')}`;
  const number = `+1512555${String(1000 + index)}`;
  const zone = chance.pick(ZONES);
  return {
    v: 1,
    id: `biz_${key}` as BusinessId,
    name: `Business ${index}`,
    trade: 'hvac',
    address: '100 Congress Ave, Austin',
    worksAt: chance.pick(['customer', 'premises']),
    zone,
    dayOffsetMinutes: offsetOf(zone, new Date(startMs).getUTCFullYear()),
    hours: chance.pick(HOURS),
    services: [
      { id: 'repair', name: 'Repair', durationMinutes: chance.pick([30, 60, 60, 90, 240]) },
      { id: 'estimate', name: 'Estimate', durationMinutes: chance.pick([15, 30, 45]) },
    ],
    crews: ['a', 'b', 'c'].slice(0, chance.pick([1, 1, 1, 2, 3])).map((id) => ({ id, name: id })),
    startEveryMinutes: chance.pick([15, 15, 30, 60]),
    noticeMinutes: chance.pick([0, 60, 240]),
    horizonDays: chance.pick([2, 4, 10]),
    agentIds: [`agent_${key}`],
    numbers: [number],
    owner: {
      email: `owner@${key}.example`,
      phones: [`+1512556${1000 + index}`],
      transferNumber: '+15125550100',
    },
    billing: {
      stripeCustomerId: `cus_${key}`,
      bookingFeeCents: 5000,
      subscription: chance.pick(['active', 'active', 'active', 'past_due', 'trialing', 'cancelled']),
      feesDuringTrial: chance.pick(['waive', 'charge']),
    },
    messaging: {
      from: number,
      messagingProfileId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    },
    clearedForTexts: { number, since: new Date(startMs).toISOString() },
  };
};

/** A business of three crews, which can be booked by three callers in one instant, has one text a day. */
export const capped = (business: Business): Business =>
  business.crews.length === 3 ? { ...business, dailyCaps: { texts: 1 } } : business;

/** Days on which something is different: daylight saving, the year's end, a leap day; and one on which nothing is. */
export const STARTS: readonly string[] = [
  '2026-11-23T15:00:00Z',
  '2026-10-31T20:00:00Z',
  '2026-10-31T20:00:00Z',
  '2027-03-13T22:00:00Z',
  '2027-04-03T10:00:00Z',
  '2026-12-31T18:00:00Z',
  '2028-02-28T18:00:00Z',
];
