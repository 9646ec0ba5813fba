import { randomBytes } from 'node:crypto';
import type { TableStore } from '../../local/backends/choose-store.ts';
import type { LocalLog } from '../../local/types.ts';
import { comesToItsLine, type OnItsWay, openByPartner } from '../on-its-way.ts';
import { withProgress } from '../progress.ts';
import { type OwnPlace, startPlace } from '../start-place.ts';
import { DEMO_ZONE, wallAt } from '../zone-time.ts';
import { checkHistory, type HistoryVerdict } from './check-history.ts';
import { HISTORIES, type HistoryLength } from './history-length.ts';
import { playHistory } from './play-history.ts';

const DAY_MS = 86_400_000;
/** The same history each time, on the same days. */
const SEED = 2026;
/** When its first day begins, by the business's clock: before anybody calls. */
const BEGINS = '06:30';

export type OpenedHistory = {
  readonly place: OwnPlace;
  readonly coming: OnItsWay;
  readonly owner: { readonly email: string; readonly password: string };
  readonly verdict: HistoryVerdict;
};

/**
 * Starts a world so many days ago, has the demo's business onboarded there and lets it live through them up to that
 * instant, which moves on with the machine's clock. `onPlace` has the world as soon as there is one.
 */
export const openHistory = async (
  length: Exclude<HistoryLength, 'none'>,
  options: {
    /** Milliseconds from the machine's clock to the demo's own. */
    readonly offsetMs: number;
    readonly store: TableStore | undefined;
    readonly log: LocalLog | undefined;
    readonly onPlace: (place: OwnPlace) => void;
    readonly seed?: number;
  },
): Promise<OpenedHistory> => {
  const days = HISTORIES[length];
  const until = (): number => Date.now() + options.offsetMs;
  const first = wallAt(DEMO_ZONE, until() - (days - 1) * DAY_MS).slice(0, 10);
  const { store, log, seed = SEED } = options;
  const place = await startPlace({ at: `${first}T${BEGINS}`, store, log });
  options.onPlace(place);
  // Made for this run and told once: nobody else's account has it, nor the next run's.
  const password = randomBytes(12).toString('base64url');
  const demo = {
    key: 'demohistory',
    name: 'Apex Heating & Air (demo)',
    number: '+15125550142',
    card: 'ok',
    areaCode: '512',
    password,
  } as const;
  const coming = await withProgress(`onboard ${demo.name}, on ${first}`, async () => {
    const opened = await openByPartner(place, demo, () => undefined);
    await comesToItsLine(place, opened, demo.card, () => undefined);
    return opened;
  });
  const verdict = await withProgress(`play ${days} days of calls`, async (step) => {
    const onDay = (date: string, day: number): void =>
      step.rename(`play ${days} days of calls: day ${day}, ${date}`);
    const diary = await playHistory(place, coming, { seed, days, until, onDay });
    step.rename(`${days} days played, through the same operations as every call`);
    return checkHistory(place, coming, diary);
  });
  return { place, coming, owner: { email: String(coming.owner?.email), password }, verdict };
};
