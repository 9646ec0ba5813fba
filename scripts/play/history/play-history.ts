import type { OnItsWay } from '../on-its-way.ts';
import { passingTime } from '../pass-time.ts';
import type { OwnPlace } from '../start-place.ts';
import { wallAt } from '../zone-time.ts';
import { deedsOn } from './deeds.ts';
import { type Diary, emptyDiary } from './diary.ts';
import { planHistory } from './plan.ts';
import { seededChance } from './seeded-chance.ts';

export type HistoryOptions = {
  readonly seed: number;
  readonly days: number;
  /** The last instant (milliseconds): the demo's own now. Asked anew, because it comes nearer while history is played. */
  readonly until: () => number;
  /** Told of each day that begins. */
  readonly onDay: (date: string, day: number) => void;
};

/** Plays the days before that instant at a business that has its line, and ends there. Answers what was done. */
export const playHistory = async (
  place: OwnPlace,
  coming: OnItsWay,
  { seed, days, until, onDay }: HistoryOptions,
): Promise<Diary> => {
  const business = await coming.business();
  const { owner } = coming;
  if (!owner) throw new Error(`${business.id} has no owner who could do anything`);
  const diary = emptyDiary();
  const time = passingTime(place);
  const { zone } = business;
  const plan = planHistory({ seed, days, until: until(), zone }).filter(({ at }) => at > place.clock.now());
  const people = new Map(
    plan.flatMap(({ deed }) => ('from' in deed ? [[deed.from.phone, deed.from] as const] : [])),
  );
  const chance = seededChance(seed + 1);
  const act = deedsOn({ place, business, owner, chance, diary, quiet: time.quiet });
  // Whoever has just got a line tries it; that is the last step of the way there.
  const tester = { name: 'Olivia Owner', phone: String(business.owner.phones[0]), address: '' };
  await act(
    { kind: 'call', from: tester, wish: { means: 'asks', says: 'What services do you have?' } },
    () => tester,
  );
  let today = '';
  let day = 0;
  for (const { at, deed } of plan) {
    const date = wallAt(zone, at).slice(0, 10);
    if (date !== today) {
      today = date;
      day += 1;
      onDay(date, day);
    }
    await time.passTo(at);
    await act(deed, (phone) => people.get(phone));
  }
  await time.passTo(until());
  return diary;
};
