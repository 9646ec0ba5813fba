import { Refusal } from '../errors.ts';
import type {
  MessagingProfiles,
  NumberOrder,
  Numbers,
  OwnedNumber,
  ProvisionRegistry,
} from '../provision/ports.ts';
import type { Release } from '../vendor-event/ports.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import type { Outcome } from './progress.ts';
import { DONE, type DoStep, type Work } from './work.ts';

export type NumberDeps = {
  readonly numbers: Numbers;
  readonly profiles: MessagingProfiles;
  readonly claims: ProvisionRegistry;
  readonly release: Release;
};

/** The carrier tells of an order within seconds; this is for when its word is lost. */
const ASK_AGAIN_MS = 30_000;
/** Numbers are sold to others between the search and the order. */
const MOST_TRIES = 3;

/** Of looks for a number that was won and is not listed: over an hour of them, and the last before a person is asked. */
const MOST_LOOKS = 9;

const waitForOrder: Outcome = { kind: 'waiting', waitsFor: 'number-order', afterMs: ASK_AGAIN_MS };

/**
 * One messaging profile and one number for the business, bought in the area that it asked for. What the carrier holds for it
 * already is taken and nothing more is bought; what was bought twice all the same goes back.
 */
export const getNumber = ({ numbers, profiles, claims, release }: NumberDeps): DoStep<'number'> => {
  const profileOf = async ({ step, business, keep }: Work<'number'>): Promise<string> => {
    if (step.made.messagingProfileId !== undefined) return step.made.messagingProfileId;
    const { id } = (await profiles.find(business.id)) ?? (await profiles.create(business.id, business.name));
    await keep({ messagingProfileId: id });
    return id;
  };

  const take = async ({ keep, business }: Work<'number'>, [first, ...more]: readonly OwnedNumber[]) => {
    if (!first) throw new Error(`a number of ${business.id} was counted and is not there`);
    for (const { id } of more) await numbers.release(id);
    await keep({ number: first.number, numberId: first.id });
    return DONE;
  };

  const orderOne = async (
    { business, step, onboarding, keep }: Work<'number'>,
    messagingProfileId: string,
    failed: ReadonlySet<string>,
  ): Promise<NumberOrder | Outcome> => {
    const areaCode = step.given?.areaCode ?? onboarding.steps.profile.given?.areaCode;
    if (areaCode === undefined) throw new Error(`${business.id} has confirmed no area code`);
    const offered = (await numbers.search(areaCode)).filter(({ number }) => !failed.has(number));
    for (const { number } of offered.slice(0, MOST_TRIES)) {
      try {
        const order = await numbers.order(business.id, number, messagingProfileId);
        await keep({ orderId: order.id });
        await claims.claim(business.id, { orderId: order.id });
        await release(awaited.numberOrder(order.id));
        return order;
      } catch (error) {
        // Sold meanwhile: the next one.
        if (!(error instanceof Refusal) || error.code !== 'vendor_refused') throw error;
      }
    }
    const code = offered.length === 0 ? 'no_number_in_area' : 'number_refused';
    return { kind: 'stuck', problem: { code, detail: areaCode } };
  };

  return async (work) => {
    const { business } = work;
    const messagingProfileId = await profileOf(work);
    // In this order: what is won between two looks is no longer pending, and has to be seen as ours.
    const orders = await numbers.orders(business.id);
    const owned = await numbers.ofBusiness(business.id);
    if (owned.length > 0) return take(work, owned);
    if (orders.some(({ state }) => state === 'pending')) return waitForOrder;
    // The list of what is ours comes after the order. Who orders anew because of that has two to pay for.
    const isWon = orders.some(({ state }) => state === 'success');
    if (isWon && work.step.failures < MOST_LOOKS)
      return { kind: 'later', problem: { code: 'vendor_down', detail: 'the number is not listed yet' } };
    const failed = new Set(
      orders.filter(({ state }) => state === 'failure').flatMap((order) => order.numbers),
    );
    const order = await orderOne(work, messagingProfileId, failed);
    if ('kind' in order) return order;
    const bought = order.state === 'success' ? await numbers.ofBusiness(business.id) : [];
    return bought.length > 0 ? take(work, bought) : waitForOrder;
  };
};
