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

/** So many people call and book, so that the first screen has something to show. */
const takeCalls = async (bench: BenchWorld, progress: Progress): Promise<void> => {
  const { retell, clock } = bench.place;
  for (const [index, person] of peopleOf(seededChance(1), CALLERS).entries()) {
    progress(`call ${index + 1} of ${CALLERS}`);
    const session = await retell.placeCall({ from: person.phone, to: NUMBER });
    const today = wallAt(DEMO_ZONE, clock.now()).slice(0, 10);
    await callAs(session, today, person, {
      means: 'books',
      says: 'My furnace stopped. Can someone come tomorrow?',
    });
    await untilQuiet(bench);
  }
};

/** A world with a business that has had calls, and its owner, who can sign in to its dashboard. */
export const openOwned = async (
  progress: Progress,
): Promise<{
  readonly url: string;
  readonly businessId: BusinessId;
  readonly owner: typeof DEMO_OWNER;
  stop(): Promise<void>;
}> => {
  const bench = await startBenchWorld(progress);
  try {
    progress('open a business');
    const owner = await signInOwner(bench.place, () => undefined);
    const wanted = { key: 'benchweb', name: 'Apex Heating', number: NUMBER, card: 'ok' } as const;
    const { id } = await openByOwner(bench.place, owner, wanted);
    await takeCalls(bench, progress);
    return { url: bench.place.address.webApiUrl, businessId: id, owner: DEMO_OWNER, stop: bench.stop };
  } catch (error) {
    await bench.stop();
    throw error;
  }
};
