import { booksOf } from '../evidence.ts';
import type { OnItsWay } from '../on-its-way.ts';
import type { Owner } from '../owner.ts';
import { dollars } from '../paint.ts';
import type { Place } from '../place.ts';
import type { Diary } from './diary.ts';

export type HistoryVerdict = {
  readonly holds: boolean;
  /** One line for people: what there is, or what does not agree. */
  readonly says: string;
};

type Page<Item> = { readonly items: readonly Item[]; readonly next?: string | undefined };

/** All pages of a list. */
const everyOne = async <Item>(
  ask: (cursor: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[]> => {
  const all: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return all;
};

const listed = (owner: Owner, businessId: OnItsWay['id']) => {
  const path = { businessId };
  const query = (cursor: string | undefined) => ({ limit: 100, ...(cursor !== undefined && { cursor }) });
  return Promise.all([
    everyOne((cursor) => owner.asks((api) => api.listCalls({ path, query: query(cursor) }))),
    everyOne((cursor) => owner.asks((api) => api.listAppointments({ path, query: query(cursor) }))),
    everyOne((cursor) => owner.asks((api) => api.listFees({ path, query: query(cursor) }))),
    everyOne((cursor) => owner.asks((api) => api.listTexts({ path, query: query(cursor) }))),
  ]);
};

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** So many calls are a history of weeks, in which each kind of deed comes. */
const A_HISTORY = 100;
const neverCame = ({ calls, booked, made, moved, cancelled, stopped }: Diary): number =>
  calls < A_HISTORY
    ? 0
    : [booked, made, moved, cancelled, stopped.length].filter((count) => count === 0).length;

/** Whether what there is, by the owner's API and in the vendors' own books, is what was played, to the call and the cent. */
export const checkHistory = async (place: Place, coming: OnItsWay, diary: Diary): Promise<HistoryVerdict> => {
  const { owner } = coming;
  if (!owner) throw new Error(`${coming.id} has no owner to ask as`);
  const [[calls, appointments, fees, texts], books] = await Promise.all([
    listed(owner, coming.id),
    coming.business().then((business) => booksOf(place, business)),
  ]);
  const charged = fees.filter(({ state }) => state === 'charged');
  const chargedCents = sum(charged.map(({ amountCents }) => amountCents));
  const paidCents = sum(books.invoices.map(({ amountPaidCents }) => amountPaidCents));
  const wronged = diary.stopped.filter(({ phone, at }) =>
    books.sentTexts.some((text) => text.to === phone && Date.parse(text.at) > at),
  );
  const claims: readonly (readonly [what: string, found: number, wanted: number])[] = [
    ['calls', calls.length, diary.calls + diary.missed],
    ['appointments', appointments.length, diary.booked + diary.made],
    ['cancelled', appointments.filter(({ status }) => status === 'cancelled').length, diary.cancelled],
    ['moved', appointments.filter(({ movedAt }) => movedAt !== undefined).length, diary.moved],
    ['fees', fees.length, diary.booked],
    ['fees that are charged', charged.length, diary.booked - diary.declined + diary.paidLater],
    ['cents at Stripe', paidCents, chargedCents],
    ['people who said STOP and got a text', wronged.length, 0],
    // What agrees because there was none of it shows nothing.
    ['kinds of deeds that never came', neverCame(diary), 0],
  ];
  const wrong = claims.filter(([, found, wanted]) => found !== wanted);
  if (wrong.length > 0) {
    const sentences = wrong.map(([what, found, wanted]) => `${found} ${what} instead of ${wanted}`);
    return {
      holds: false,
      says: `The history does not agree with what was played: ${sentences.join('; ')}.`,
    };
  }
  return {
    holds: true,
    says: [
      `All that was played is there, and nothing else: ${calls.length} calls, ${appointments.length} appointments,`,
      `${charged.length} fees of ${dollars(chargedCents)} in all, the same at Stripe to the cent, ${texts.length} texts,`,
      `none to whoever said STOP (${diary.stopped.length}).`,
    ].join(' '),
  };
};
