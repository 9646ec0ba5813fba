import type { BusinessId } from '../../contracts/ids.ts';
import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { Onboarding } from '../onboarding/onboarding.ts';
import type { Onboardings } from '../onboarding/ports.ts';
import { CLAIM_MS as STEP_CLAIM_MS } from '../onboarding/progress.ts';
import type { TrialPlan } from '../subscription/trial.ts';
import {
  askedAgain,
  backOffMs,
  type Closing,
  claimed,
  closed,
  givenUp,
  type Held,
  nextLookAt,
  nextPart,
  noted,
  nudged,
  postponed,
  stillHeld,
} from './closing.ts';
import { closedOnboarding } from './closing-onboarding.ts';
import { lineNames } from './line-names.ts';
import { keptBrands, type Leaving, type PartDeps, type VendorPart, vendorParts } from './parts.ts';
import type { Closings } from './ports.ts';
import { releasePart } from './release-part.ts';

export type ClosingDeps = PartDeps & {
  readonly closings: Pick<Closings, 'find' | 'move' | 'cutOff' | 'finish'>;
  readonly onboardings: Pick<Onboardings, 'find'>;
  readonly settings: Pick<Settings, 'find'>;
  readonly trials: Pick<TrialPlan, 'release'>;
  readonly clock: { now(): number };
};

const MOST_READINGS = 8;
/** Stripe tells of the end of a subscription; this is for when its word is lost. */
const LOOK_AGAIN_MS = 6 * 3_600_000;
/** The carrier tells within seconds whether a number was bought. */
const ORDER_SOON_MS = 30_000;
/** Until then nobody can say that a request that was not answered was not done. */
const UNKNOWN_FOR_MS = 2 * 60_000;

/** Somebody else works on it: what this one wanted to write is not written. */
class Overtaken extends Error {}

/** Until when somebody may still be making something for the business; undefined: nobody is. */
const workUntil = ({ steps }: Onboarding, now: number): number | undefined => {
  const ends = Object.values(steps)
    .filter(({ state }) => state === 'working')
    .map(({ claimedAt }) => Date.parse(claimedAt ?? '') + STEP_CLAIM_MS)
    .filter((end) => end > now);
  return ends.length > 0 ? Math.max(...ends) : undefined;
};

const reasonOf = ({ facts, code }: Refusal): string => {
  const { vendor, message, because } = facts as Readonly<Record<string, unknown>>;
  const said = [vendor, message ?? because].filter((one) => typeof one === 'string').join(': ');
  return said || code;
};

const isOfVendor = (error: unknown): error is Refusal =>
  error instanceof Refusal &&
  ['vendor_refused', 'vendor_unavailable', 'vendor_outcome_unknown'].includes(error.code);

/**
 * Gives up what a business that leaves has at vendors, a part after the other, each until the vendor itself has nothing of
 * it any more, and then its line here. It can be cut off anywhere and asked for twice at once; a vendor that refuses is
 * asked again for ever, ever less often. Does nothing where nobody leaves. Answers which parts it has given up.
 */
export const continueClosing = (deps: ClosingDeps) => {
  const { closings, onboardings, settings, clock } = deps;
  const parts = vendorParts(deps);

  const change = async (
    businessId: BusinessId,
    by: (now: Closing) => Closing | undefined,
  ): Promise<Closing | undefined> => {
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const from = await closings.find(businessId);
      const to = from && by(from);
      if (!from || !to) return undefined;
      if (to === from) return from;
      if ((await closings.move(from, to)) === 'moved') return to;
    }
    throw new Refusal('busy_try_again', { businessId });
  };

  const whileClaimed = async (
    { businessId, epoch }: Closing,
    by: (now: Closing) => Closing,
  ): Promise<Closing> => {
    const to = await change(businessId, (now) =>
      now.epoch === epoch && now.claimedAt !== undefined ? by(now) : undefined,
    );
    if (!to) throw new Overtaken();
    return to;
  };

  const release = async (leaving: Leaving, part: VendorPart) => {
    const { closing, business, onboarding } = leaving;
    const note = async (held: readonly Held[]) =>
      void (await whileClaimed(closing, (now) => noted(now, part, held)));
    const outcome = await releasePart(parts[part](leaving), note);
    const isSubscribed = onboarding.steps.subscription.made.subscriptionId !== undefined;
    // What nobody has tried may be tried by another.
    if (part === 'subscription' && !isSubscribed) await deps.trials.release(business.id);
    return outcome;
  };

  const leavingOf = async (closing: Closing): Promise<Leaving> => {
    const { businessId } = closing;
    const onboarding = await onboardings.find(businessId);
    const business = await settings.find(businessId);
    if (!onboarding || !business) throw new Refusal('business_not_found', { businessId });
    return { closing, onboarding, business };
  };

  /** What is still there although it was given up: made by somebody who did not know yet. */
  const isAnythingLeft = async (leaving: Leaving): Promise<VendorPart | undefined> => {
    const kept = stillHeld(leaving.closing).map(({ id }) => id);
    for (const [name, of] of Object.entries(parts)) {
      const part = of(leaving);
      const isLeft = (held: Held) => !part.keeps?.(held) || !kept.includes(held.id);
      if ((await part.look()).some(isLeft)) return name as VendorPart;
    }
    return undefined;
  };

  const finish = async (leaving: Leaving): Promise<boolean> => {
    const again = await isAnythingLeft(leaving);
    if (again) {
      await whileClaimed(leaving.closing, (now) => ({
        ...now,
        version: now.version + 1,
        done: now.done.filter((part) => part !== again),
      }));
      return false;
    }
    const orders = await deps.numbers.orders(leaving.business.id);
    const from = await whileClaimed(leaving.closing, (now) => now);
    const to = closed(from, clock.now());
    const onboarding = { from: leaving.onboarding, to: closedOnboarding(leaving.onboarding) };
    const names = lineNames(leaving, orders);
    if ((await closings.finish({ from, to }, onboarding, names)) === 'moved') return true;
    // Its onboarding has heard something meanwhile, which takes no claim away: looked at again, by whoever still has it.
    await whileClaimed(leaving.closing, (now) => now);
    return false;
  };

  /** What a vendor kept when all else was closed. */
  const askAgain = async (closing: Closing): Promise<undefined> => {
    const part = keptBrands(deps, closing);
    const outcome = await releasePart(part, async () => undefined);
    const left = outcome === 'gone' ? [] : await part.look();
    await whileClaimed(closing, (is) => askedAgain(is, left, clock.now()));
  };

  /** One part; undefined: it is not for now. */
  const work = async (closing: Closing): Promise<string | undefined> => {
    if (closing.state === 'closed') return askAgain(closing);
    const now = clock.now();
    const leaving = await leavingOf(closing);
    const until = workUntil(leaving.onboarding, now);
    const postpone = async (waitsFor: 'work-under-way' | 'number-order' | 'period-end', atMs: number) => {
      await whileClaimed(closing, (is) => postponed(is, { waitsFor, atMs }));
      return undefined;
    };
    // Looked at again soon all the same: most are over long before their claims are old.
    if (until !== undefined) return postpone('work-under-way', Math.min(until, now + 15_000));
    const part = nextPart(closing) ?? 'line';
    if (part === 'line') return (await finish(leaving)) ? part : 'once more';
    if (part !== 'subscription') await closings.cutOff(closing.businessId);
    if (part === 'number') {
      const orders = await deps.numbers.orders(closing.businessId);
      if (orders.some(({ state }) => state === 'pending'))
        return postpone('number-order', now + ORDER_SOON_MS);
    }
    const outcome = await release(leaving, part);
    if (outcome === 'lingers') return postpone('period-end', now + LOOK_AGAIN_MS);
    const isKept = outcome === 'kept' ? parts[part](leaving).keeps : undefined;
    await whileClaimed(closing, (is) => givenUp(is, part, clock.now(), isKept));
    return part;
  };

  const toLater = async (closing: Closing, error: Refusal): Promise<void> => {
    await whileClaimed(closing, (now) => {
      const atLeast = error.code === 'vendor_outcome_unknown' ? UNKNOWN_FOR_MS : 0;
      const atMs = clock.now() + Math.max(backOffMs(now.failures), atLeast);
      return postponed(now, { waitsFor: 'vendor', atMs, because: reasonOf(error) });
    });
  };

  return async (event: { readonly businessId: BusinessId; readonly name: string }): Promise<string> => {
    const { businessId, name } = event;
    // Any other event tells of something that it may wait for.
    if (name !== 'closing.requested') await change(businessId, nudged);
    const isReady = (now: Closing) => (nextLookAt(now) ?? Number.POSITIVE_INFINITY) <= clock.now();
    let closing = await change(businessId, (now) => (isReady(now) ? claimed(now, clock.now()) : undefined));
    const did: string[] = [];
    // Each part once and everything that turned up again once more: whoever gets further goes in circles.
    for (let piece = 0; closing?.claimedAt !== undefined && piece < 20; piece += 1) {
      try {
        const part = await work(closing);
        if (part === undefined) break;
        did.push(part);
      } catch (error) {
        if (error instanceof Overtaken) break;
        if (!isOfVendor(error)) throw error;
        await toLater(closing, error);
        break;
      }
      closing = await closings.find(businessId);
    }
    return did.join(' ');
  };
};
