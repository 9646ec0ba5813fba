import type { ProvisionRegistry, Registered, Registrations } from '../provision/ports.ts';
import type { Release } from '../vendor-event/ports.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import type { Outcome } from './progress.ts';
import { DONE, type DoStep, type Work } from './work.ts';

export type TextingDeps = {
  readonly registrations: Registrations;
  readonly claims: ProvisionRegistry;
  readonly release: Release;
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
 * its campaign, and the number in it, each when the one before was accepted. What was rejected is handed in once more when
 * somebody says so, and not before.
 */
export const registerTexting = ({ registrations, claims, release }: TextingDeps): DoStep<'texting'> => {
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

  const brandOf = async (work: Work<'texting'>, sender: Parameters<Registrations['findBrand']>[1]) => {
    const { id } = work.business;
    const brand =
      (await registrations.findBrand(id, sender, work.step.made.brandId)) ??
      (await registrations.submitBrand(id, sender));
    if (work.step.made.brandId !== brand.id) await work.keep({ brandId: brand.id });
    await claims.claim(id, { brandId: brand.id });
    await release(awaited.brand(brand.id));
    return brand;
  };

  const campaignOf = async (
    work: Work<'texting'>,
    brandId: string,
    sender: Parameters<Registrations['findBrand']>[1],
  ): Promise<Registered> => {
    const { id } = work.business;
    const found = await registrations.findCampaign(id, brandId);
    const isWanted = found?.standing !== 'rejected' || !(await isToBeTriedAgain(work, found.id));
    const campaign = found && isWanted ? found : await registrations.submitCampaign(id, brandId, sender);
    if (work.step.made.campaignId !== campaign.id) await work.keep({ campaignId: campaign.id });
    await claims.claim(id, { campaignId: campaign.id });
    await release(awaited.campaign(campaign.id));
    return campaign;
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
    return DONE;
  };

  return async (work) => {
    const { step, onboarding, business } = work;
    if (!step.given) return { kind: 'waiting', waitsFor: 'sender' };
    const { sender } = step.given;
    const { number } = onboarding.steps.number.made;
    if (number === undefined)
      throw new Error(`${business.id} registers texts from a number that it does not have`);
    const brand = await brandOf(work, sender);
    if (brand.standing === 'pending') return waiting('brand');
    if (brand.standing === 'rejected') return stuck('brand', brand.reason);
    const campaign = await campaignOf(work, brand.id, sender);
    if (campaign.standing === 'pending') return waiting('campaign');
    if (campaign.standing === 'rejected') return stuck('campaign', campaign.reason);
    return assign(work, number, campaign.id);
  };
};
