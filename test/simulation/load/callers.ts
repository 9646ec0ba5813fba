import type { Call, Slot } from '../world/phone.ts';
import type { Stage } from './stage.ts';
import { drawCustomer } from './town.ts';

/** A call that goes on, with what was heard in it so far. */
type Line = {
  readonly call: Call;
  offers: readonly Slot[];
  booked:
    | { readonly slot: Slot; readonly wish: Readonly<Record<string, unknown>>; readonly bookingId: string }
    | undefined;
  isTexted: boolean;
  used: number;
};

type Use = 'lookup' | 'book' | 'repeat' | 'text';

/** Of twenty tool calls. */
const MIX: readonly Use[] = [
  ...Array<Use>(8).fill('lookup'),
  ...Array<Use>(6).fill('book'),
  ...Array<Use>(3).fill('repeat'),
  ...Array<Use>(3).fill('text'),
];
/** After about so many tool calls they hang up. */
const USES = 4;
const DAY_MS = 86_400_000;

/** Callers who keep ringing and use tools at a rate of their own, however long the answers take. */
export const createCallers = ({ kernel, chance: given, universe, report }: Stage) => {
  const chance = given.fork();
  /** Lines on which nobody waits for an answer now. */
  const idle: Line[] = [];
  const used: Record<Use, number> = { lookup: 0, book: 0, repeat: 0, text: 0 };
  let unused = 0;

  const take = (isFit: (line: Line) => boolean): Line | undefined => {
    for (let tried = 0; tried < 30 && idle.length > 0; tried += 1) {
      const at = chance.int(idle.length);
      const line = idle[at] as Line;
      if (!isFit(line)) continue;
      idle[at] = idle.at(-1) as Line;
      idle.pop();
      return line;
    }
    return undefined;
  };

  const lookUp = async (line: Line): Promise<void> => {
    const from = new Date(kernel.now + chance.int(8) * DAY_MS).toISOString().slice(0, 10);
    line.offers = await line.call.lookUp(chance.is(0.7) ? { date_from: from } : {});
  };
  const book = async (line: Line): Promise<void> => {
    const slot = chance.pick(line.offers);
    const wish = chance.pick([{}, {}, { sms_consent: true }, { sms_consent: false }]);
    const told = await line.call.book(slot, wish);
    line.offers = told?.slots ?? [];
    if (told?.ok) line.booked = { slot, wish, bookingId: String(told.booking_id) };
  };
  const repeat = async ({ call, booked }: Line): Promise<void> => {
    if (booked === undefined) return;
    const told = await call.book(booked.slot, booked.wish);
    if (told?.booking_id !== booked.bookingId) {
      report(
        'B3',
        `${call.id} says the same again and hears ${JSON.stringify(told)}, not ${booked.bookingId}`,
      );
    }
  };
  const askForText = async (line: Line): Promise<void> => {
    line.isTexted = true;
    if (line.booked) await line.call.askForText(line.booked.bookingId);
  };
  const USE: Readonly<Record<Use, { isFit(line: Line): boolean; go(line: Line): Promise<void> }>> = {
    lookup: { isFit: ({ booked }) => booked === undefined, go: lookUp },
    book: { isFit: ({ offers, booked }) => offers.length > 0 && booked === undefined, go: book },
    repeat: { isFit: ({ booked }) => booked !== undefined, go: repeat },
    text: { isFit: ({ booked, isTexted }) => booked !== undefined && !isTexted, go: askForText },
  };

  return {
    /** How often each tool was used, and for how many turns nobody was on the line. */
    used,
    unused: () => unused,
    dial(): void {
      const { phone, business } = drawCustomer(chance, universe.businesses);
      void universe
        .phoneOf(business)
        .dial(phone)
        .then((call) => idle.push({ call, offers: [], booked: undefined, isTexted: false, used: 0 }));
    },
    /** Somebody on the line uses a tool; which, is drawn. */
    useTool(): void {
      const wanted = chance.pick(MIX);
      const line = take(USE[wanted].isFit);
      const what = line === undefined ? 'lookup' : wanted;
      const found = line ?? take(() => true);
      if (found === undefined) {
        unused += 1;
        return;
      }
      used[what] += 1;
      found.used += 1;
      void USE[what].go(found).then(() => {
        if (found.used > USES && chance.is(0.6)) found.call.hangUp();
        else idle.push(found);
      });
    },
    /** The minute is over. */
    hangUpAll(): void {
      for (const { call } of idle.splice(0)) call.hangUp();
    },
  };
};
