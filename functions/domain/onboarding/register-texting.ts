import type { Brand, ProvisionRegistry, Registered, Registrations, Sender } from '../provision/ports.ts';
import { pinPhoneOf } from '../provision/sole-proprietor.ts';
import type { Clearance } from '../text/clearance.ts';
import { type ReleaseDeps, releaseHeld } from '../text/release-held.ts';
import type { Release } from '../vendor-event/ports.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import type { Outcome } from './progress.ts';
import { type ProvingDeps, proveSender, unsayPin } from './prove-sender.ts';
import { DONE, type DoStep, type Work } from './work.ts';

export type TextingDeps = Omit<ProvingDeps, 'registrations'> &
  ReleaseDeps & {
    readonly registrations: Registrations;
    readonly claims: ProvisionRegistry;
    readonly release: Release;
    readonly clearance: Clearance;
  };

/** The registry tells us when it has decided; this is for when its word is lost. It takes days. */
const ASK_AGAIN_MS = 60 * 60_000;
const ASSIGNED_SOON_MS = 60_000;

type Part = 'brand' | 'campaign' | 'assignment';
const WAITS = { brand: 'brand-review', campaign: 'campaign-review', assignment: 'assignment' } as const;

const waiting = (part: Part, afterMs: number = ASK_AGAIN_MS): Outcome => ({
  kind: 'waiting',
  waitsFor: WAITS[part],
  afterMs,
});

/**
 * Registers who sends texts and what for (10DLC), as US carriers ask before the first text from a local number: the brand,
 * which a sole proprietor proves by a PIN, its campaign, and the number in it, each when the one before was accepted. What was rejected
 * is handed in once more when somebody says so, and not before. Once the number is in, the business's texts are sent, those first that
 * waited for it; where carriers have ended what they had accepted, none is any more.
 */
export const registerTexting = (deps: TextingDeps): DoStep<'texting'> => {
  const { registrations, claims, release, clearance } = deps;
  const prove = proveSender(deps);
  const releaseTexts = releaseHeld(deps);

  /** Whether somebody has said something since this was rejected; at the first sight of it nobody has. */
  const isToBeTriedAgain = async ({ step, keep }: Work<'texting'>, rejected: string): Promise<boolean> => {
    if (step.made.rejected === rejected) return step.wish > (step.made.rejectedAtWish ?? step.wish);
    await keep({ rejected, rejectedAtWish: step.wish });
    return false;
  };

  const stuck = (part: Part, detail: string | undefined): Outcome => ({
    kind: 'stuck',
    problem: { code: `${part}_rejected`, detail },
  });

  const brandOf = async (work: Work<'texting'>, sender: Sender): Promise<Brand> => {
    const { id } = work.business;
    const brand =
      (await registrations.findBrand(id, sender, work.step.made.brandId)) ??
      (await registrations.submitBrand(id, sender));
    if (work.step.made.brandId !== brand.id) await work.keep({ brandId: brand.id });
    await claims.claim(id, { brandId: brand.id });
    await release(awaited.brand(brand.id));
    return brand;
  };

  const campaignOf = async (work: Work<'texting'>, brandId: string, sender: Sender): Promise<Registered> => {
    const { id } = work.business;
    const found = await registrations.findCampaign(id, brandId);
    const isWanted = found?.standing !== 'rejected' || !(await isToBeTriedAgain(work, found.id));
    const campaign = found && isWanted ? found : await registrations.submitCampaign(id, brandId, sender);
    if (work.step.made.campaignId !== campaign.id) await work.keep({ campaignId: campaign.id });
    await claims.claim(id, { campaignId: campaign.id });
    await release(awaited.campaign(campaign.id));
    return campaign;
  };

  /** Once for each time that carriers have agreed: afterwards no text is held any more. */
  const clear = async ({ business, step, now, keep }: Work<'texting'>, number: string): Promise<void> => {
    const { clearedForTexts: cleared } = business;
    const isCleared = cleared?.number === number;
    if (isCleared && step.made.releasedSince === cleared.since) return;
    const since = isCleared ? cleared.since : new Date(now()).toISOString();
    await clearance.grant(business.id, number, since);
    await releaseTexts(business);
    await keep({ releasedSince: since });
  };

  const assign = async (work: Work<'texting'>, number: string, campaignId: string): Promise<Outcome> => {
    const assigned = await registrations.assignment(number);
    const isRejected = assigned?.campaignId === campaignId && assigned.standing === 'rejected';
    const isNew = assigned?.campaignId !== campaignId;
    if (isNew || (isRejected && (await isToBeTriedAgain(work, `${number} in ${campaignId}`)))) {
      await registrations.assign(number, campaignId);
      return waiting('assignment', ASSIGNED_SOON_MS);
    }
    if (isRejected) return stuck('assignment', undefined);
    if (assigned.standing === 'pending') return waiting('assignment');
    await work.keep({ assigned: number });
    await clear(work, number);
    return DONE;
  };

  const register: DoStep<'texting'> = async (work) => {
    const { step, onboarding, business } = work;
    if (!step.given) return { kind: 'waiting', waitsFor: 'sender' };
    const { sender } = step.given;
    const { number } = onboarding.steps.number.made;
    if (number === undefined)
      throw new Error(`${business.id} registers texts from a number that it does not have`);
    const brand = await brandOf(work, sender);
    if (brand.standing === 'pending') return waiting('brand');
    if (brand.standing === 'rejected') return stuck('brand', brand.reason);
    if (brand.standing === 'unproven') return prove(work, brand, pinPhoneOf(sender));
    const { said } = step.given.pin ?? {};
    if (said !== undefined) await work.keep({}, unsayPin(said));
    const campaign = await campaignOf(work, brand.id, sender);
    if (campaign.standing === 'pending') return waiting('campaign');
    if (campaign.standing === 'rejected') return stuck('campaign', campaign.reason);
    return assign(work, number, campaign.id);
  };

  return async (work) => {
    const outcome = await register(work);
    if (outcome.kind !== 'done' && work.business.clearedForTexts !== undefined)
      await clearance.withdraw(work.business.id);
    return outcome;
  };
};
