import type { Asked, Exchange, RouteName } from '../cloud/api.ts';
import type { Chance } from '../kernel/chance.ts';
import { type Onboarded, type Onboarder, onboarderOf, type Wish } from './onboarder.ts';
import type { Somebody } from './people.ts';
import type { Deeds } from './scene.ts';
import type { Universe } from './universe.ts';

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, opens: '06:00', closes: '22:00' }));
const MOST_TRIES = 12;

/** What every business that is opened here says of itself, beside its name and its owner. */
export const NEW_BUSINESS = {
  trade: 'plumbing',
  address: '1 Main St, Austin',
  worksAt: 'customer',
  zone: 'America/Chicago',
  hours: EVERY_DAY,
  services: [{ id: 'repair', name: 'Repair', durationMinutes: 60 }],
  crews: [{ id: 'a', name: 'Ana' }],
};

type Of = { readonly universe: Universe; readonly chance: Chance; readonly deeds: Deeds };

/** Asks again, for hours, and signs in anew where the session has run out. */
export const persistent =
  ({ universe: { kernel }, chance }: Of, me: Somebody) =>
  async (route: RouteName, asked: Asked = {}): Promise<Exchange> => {
    for (let tried = 1; ; tried += 1) {
      const exchange = await me.insist(route, asked);
      const { status = 500 } = exchange;
      const isOver = status !== 401 && status !== 429 && status < 500;
      if (isOver || tried === MOST_TRIES) return exchange;
      if (status === 401) await me.signIn();
      else await kernel.wait(tried * chance.between(20_000, 300_000));
    }
  };

/** Opens a business as its owner, who then can bring it to a line; undefined: it could not be opened. */
export const openToOnboard = async (
  of: Of,
  me: Somebody,
  wish: Wish = {},
): Promise<Onboarder | undefined> => {
  const { chance, deeds } = of;
  const nth = deeds.onboardingsBegun.length;
  deeds.onboardingsBegun.push(me.email);
  const phone = wish.phone ?? `+1512559${1000 + nth}`;
  const card = wish.card ?? `4${String(100_000_000_000_000 + nth)}`;
  const place = wish.place ?? `${me.name} Plumbing ${nth}`;
  const say = persistent(of, me);
  const { status, answer } = await say('openBusiness', {
    key: `onboarding-${chance.int(1_000_000_000)}`,
    body: {
      ...NEW_BUSINESS,
      name: place,
      // Not the address that they sign in by: that may stand in another business's team.
      owner: { email: `office${nth}.${me.email}`, phones: [phone], transferNumber: phone },
    },
  });
  if (status !== 201) return undefined;
  const onboarded: Onboarded = { businessId: String(answer.id), phone, card, place, wants: 'given up' };
  return onboarderOf(of, onboarded, wish, (route, asked = {}) =>
    say(route, { ...asked, path: { businessId: onboarded.businessId, ...asked.path } }),
  );
};
