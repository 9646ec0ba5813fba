import type { Somebody } from './people.ts';
import type { Scene } from './scene.ts';

const MOST_TRIES = 10;

/** Somebody with an account who has opened nothing yet, signed in: they try for as long as it takes. */
export const somebodyNew = async ({ people, business, wait }: Scene): Promise<Somebody | undefined> => {
  const me = await people.member('staff', business.id);
  for (let tried = 1; tried <= MOST_TRIES; tried += 1) {
    if (await me.signIn()) return me;
    await wait(tried * 60_000, tried * 600_000);
  }
  return undefined;
};
