import type { Business } from '../../../functions/domain/business/business.ts';
import type { Chance } from '../kernel/chance.ts';
import { drawBusiness } from '../world/businesses.ts';

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

/** A business that can take hundreds of bookings; its zone and the length of its jobs are drawn. */
export const busyBusiness = (chance: Chance, index: number, startMs: number): Business => {
  const drawn = drawBusiness(chance, index, startMs);
  return {
    ...drawn,
    hours: EVERY_DAY.map((weekday) => ({ weekday, opens: '07:00', closes: '19:00' })),
    services: [
      { id: 'repair', name: 'Repair', durationMinutes: chance.pick([30, 60]) },
      { id: 'estimate', name: 'Estimate', durationMinutes: chance.pick([15, 45]) },
    ],
    crews: ['a', 'b', 'c'].map((id) => ({ id, name: id })),
    startEveryMinutes: 30,
    noticeMinutes: 60,
    horizonDays: 8,
    billing: { ...drawn.billing, subscription: 'active' },
  };
};

const CUSTOMERS = 2_000;

/** One of so many customers, each with a business that they mostly call: the same people call, book and text again. */
export const drawCustomer = (
  chance: Chance,
  businesses: readonly Business[],
): { readonly phone: string; readonly business: Business } => {
  const customer = chance.int(CUSTOMERS);
  const own = businesses[customer % businesses.length] as Business;
  return {
    phone: `+1512557${String(1000 + customer)}`,
    business: chance.is(0.9) ? own : chance.pick(businesses),
  };
};
