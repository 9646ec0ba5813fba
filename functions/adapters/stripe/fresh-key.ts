import { Refusal } from '../../domain/errors.ts';

/** So many failures are not stored in a day. */
const MOST_KEYS = 5;

/** Stripe repeats what it has stored, or stored it for other parameters: nothing of that request is still under way. */
const isUsedUp = (error: unknown): boolean => error instanceof Refusal && error.facts.answered === true;

/**
 * Asks under a key, or under the next one where Stripe repeats a failure that it has stored with that: it would do so for
 * a day. What the failed request may have done all the same is `ask`'s to look for, each time. Whoever asks again goes
 * through the same keys in the same order. https://docs.stripe.com/api/idempotent_requests
 */
export const underFreshKey = async <Answer>(
  key: string,
  ask: (idempotencyKey: string) => Promise<Answer>,
): Promise<Answer> => {
  for (let nth = 1; ; nth += 1) {
    try {
      return await ask(nth === 1 ? key : `${key}:${nth}`);
    } catch (error) {
      if (!isUsedUp(error) || nth === MOST_KEYS) throw error;
    }
  }
};
