import type { Business } from '../../../functions/domain/business/business.ts';
import type { Chance } from '../../local/vendors/chance.ts';
import { idsFrom } from '../../local/vendors/vendor-id.ts';
import { booksOf } from '../evidence.ts';
import type { Owner } from '../owner.ts';
import type { OwnPlace } from '../start-place.ts';
import { wallAt } from '../zone-time.ts';
import { callAs } from './caller.ts';
import type { Diary } from './diary.ts';
import type { Person } from './people.ts';
import type { Deed } from './plan.ts';
import type { Wish } from './wishes.ts';

const DAY_MS = 86_400_000;
/** As fast as people speak and think. */
const CHARACTERS_A_SECOND = 15;
const PAUSE_MS = 900;
/** What people of the business write down, so that whoever reads it knows where it comes from. */
const NOTE = 'Demo history: made by the owner over the API.';

export type Stage = {
  readonly place: OwnPlace;
  readonly business: Business;
  readonly owner: Owner;
  readonly chance: Chance;
  readonly diary: Diary;
  /** Nobody has anything left to do. */
  readonly quiet: () => Promise<void>;
};

/** Does what a history is made of, through the same operations as everybody. */
export const deedsOn = ({ place, business, owner, chance, diary, quiet }: Stage) => {
  const { clock, vendors, retell } = place;
  const to = business.messaging.from;
  const path = { businessId: business.id };
  const callIds = idsFrom(chance);
  let lastBooked: Person | undefined;
  let keys = 0;
  const newKey = (): string => {
    keys += 1;
    return `demo-history-${keys}`;
  };

  const call = async (from: Person, wish: Wish): Promise<void> => {
    diary.calls += 1;
    const session = await retell.placeCall({ from: from.phone, to, callId: callIds('call_', 27) });
    await callAs(session, wallAt(business.zone, clock.now()).slice(0, 10), from, wish, {
      onSaid(_, text) {
        clock.passTo(clock.now() + PAUSE_MS + (text.length / CHARACTERS_A_SECOND) * 1000);
      },
      onTool({ name }, { result }) {
        if (name !== 'book_appointment' || (result as { ok?: boolean }).ok !== true) return;
        diary.booked += 1;
        lastBooked = from;
      },
    });
  };

  const upcoming = async () => {
    const { items } = await owner.asks((api) =>
      api.listAppointments({ path, query: { from: new Date(clock.now() + DAY_MS).toISOString() } }),
    );
    return items.filter(({ status, movedAt }) => status === 'booked' && movedAt === undefined);
  };
  const freeTime = async (service: string, days: number) => {
    const from = clock.now() + days * DAY_MS;
    const query = {
      service,
      from: new Date(from).toISOString(),
      until: new Date(from + 7 * DAY_MS).toISOString(),
      limit: 20,
    };
    const { items } = await owner.asks((api) => api.listFreeTimes({ path, query }));
    return items[chance.int(items.length)];
  };

  const ownerMakes = async ({ name, phone, address }: Person, service: string): Promise<void> => {
    const free = await freeTime(service, 2);
    if (!free) return;
    const customer = { name, phone, address, notes: NOTE };
    const body = { service, startsAt: free.startsAt, crew: free.crewId, customer };
    const key = newKey();
    await owner.asks((api) => api.makeAppointment({ path, key, body }));
    diary.made += 1;
  };
  const ownerMoves = async (): Promise<void> => {
    const [meant] = await upcoming();
    const free = meant && (await freeTime(meant.serviceId, 3));
    if (!meant || !free) return;
    const body = { startsAt: free.startsAt, crew: free.crewId, version: meant.version };
    const key = newKey();
    await owner.asks((api) => api.moveAppointment({ path: { ...path, appointmentId: meant.id }, key, body }));
    diary.moved += 1;
  };
  const ownerCancels = async (): Promise<void> => {
    const meant = (await upcoming()).at(-1);
    if (!meant) return;
    const body = { version: meant.version, reason: 'customer_asked' as const };
    await owner.asks((api) => api.cancelAppointment({ path: { ...path, appointmentId: meant.id }, body }));
    diary.cancelled += 1;
  };

  const setCard = (card: string) =>
    vendors.tell('stripe', { customer: business.billing.stripeCustomerId, card });
  const openInvoices = async () =>
    (await booksOf(place, business)).invoices.filter(({ status }) => status === 'open');
  const cardPays = async (): Promise<void> => {
    await setCard('ok');
    const open = await openInvoices();
    diary.declined += open.length;
    for (const { id } of open) await vendors.tell('stripe', { retry_payment: id });
    await quiet();
    diary.paidLater += open.length - (await openInvoices()).length;
  };

  const text = async (words: string): Promise<void> => {
    if (!lastBooked) return;
    await vendors.receiveText({ from: lastBooked.phone, to, text: words });
    await quiet();
    if (words === 'STOP') diary.stopped.push({ phone: lastBooked.phone, at: clock.now() });
  };

  return async (deed: Deed, whoIs: (phone: string) => Person | undefined): Promise<void> => {
    switch (deed.kind) {
      case 'call':
        return call(deed.from, deed.wish);
      case 'missed-call':
        diary.missed += 1;
        retell.missCall({ from: deed.from.phone, to, callId: callIds('call_', 27) });
        return;
      case 'owner-makes':
        return ownerMakes(deed.for, deed.service);
      case 'owner-moves':
        return ownerMoves();
      case 'owner-cancels':
        return ownerCancels();
      case 'text':
        return text(deed.text);
      case 'stopped-calls': {
        const person = whoIs(diary.stopped[0]?.phone ?? '');
        return person && call(person, deed.wish);
      }
      case 'card-declines':
        await setCard('insufficient_funds');
        return;
      case 'card-pays':
        return cardPays();
    }
  };
};
