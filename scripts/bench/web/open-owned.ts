import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { openByOwner } from '../../play/demo-business.ts';
import { callAs } from '../../play/history/caller.ts';
import { peopleOf } from '../../play/history/people.ts';
import { seededChance } from '../../play/history/seeded-chance.ts';
import { DEMO_OWNER, signInOwner } from '../../play/owner.ts';
import { DEMO_ZONE, wallAt } from '../../play/zone-time.ts';
import { type BenchWorld, startBenchWorld } from '../bench-world.ts';
import type { Progress } from '../progress.ts';
import { untilQuiet } from '../until-quiet.ts';

const CALLERS = 5;
const NUMBER = '+15125550143';

/** Hears of a call as it goes. */
export type CallWatch = {
  readonly onBegun?: (callId: string) => void;
  readonly onBooked?: (appointmentId: string) => void;
};

export type Owned = {
  readonly url: string;
  readonly businessId: BusinessId;
  readonly owner: typeof DEMO_OWNER;
  /** The next of many people calls and books. Resolves when they have hung up; what comes of it goes on. */
  takeCall(watch?: CallWatch): Promise<void>;
  /** Resolves when nothing is on its way any more. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
};

const callsOf = (bench: BenchWorld): Owned['takeCall'] => {
  const { retell, clock } = bench.place;
  const people = peopleOf(seededChance(1), 100);
  return async ({ onBegun, onBooked } = {}) => {
    const person = people.shift();
    if (!person) throw new Error('everybody has called');
    const session = await retell.placeCall({ from: person.phone, to: NUMBER });
    onBegun?.(session.callId);
    let hasBooked = false;
    await callAs(
      session,
      wallAt(DEMO_ZONE, clock.now()).slice(0, 10),
      person,
      { means: 'books', says: 'My furnace stopped. Can someone come tomorrow?' },
      {
        onTool({ name }, { result }) {
          const { booking_id: id } = result as { readonly booking_id?: string };
          if (name !== 'book_appointment' || id === undefined) return;
          hasBooked = true;
          onBooked?.(id);
        },
      },
    );
    if (!hasBooked) throw new Error(`call ${session.callId} has booked nothing`);
  };
};

/** A world with a business that has had calls, and its owner, who can sign in to its dashboard. */
export const openOwned = async (progress: Progress): Promise<Owned> => {
  const bench = await startBenchWorld(progress);
  try {
    progress('open a business');
    const owner = await signInOwner(bench.place, () => undefined);
    const wanted = { key: 'benchweb', name: 'Apex Heating', number: NUMBER, card: 'ok' } as const;
    const { id } = await openByOwner(bench.place, owner, wanted);
    const takeCall = callsOf(bench);
    const quiet = () => untilQuiet(bench);
    // So many people call and book, so that the first screen has something to show.
    for (let call = 1; call <= CALLERS; call += 1) {
      progress(`call ${call} of ${CALLERS}`);
      await takeCall();
      await quiet();
    }
    const url = bench.place.address.webApiUrl;
    return { url, businessId: id, owner: DEMO_OWNER, takeCall, quiet, stop: bench.stop };
  } catch (error) {
    await bench.stop();
    throw error;
  }
};
