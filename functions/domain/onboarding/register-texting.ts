import type { ProvisionRegistry, Registered, Registrations } from '../provision/ports.ts';
import type { Outcome } from './progress.ts';
import { DONE, type DoStep } from './work.ts';

export type TextingDeps = { readonly registrations: Registrations; readonly claims: ProvisionRegistry };

/** The registry tells us when it has decided; this is for when its word is lost. It takes days. */
const ASK_AGAIN_MS = 60 * 60_000;

type Part = 'brand' | 'campaign' | 'assignment';
const WAITS = { brand: 'brand-review', campaign: 'campaign-review', assignment: 'assignment' } as const;

/** undefined: accepted, so that the next part can begin. */
const unlessAccepted = (
  part: Part,
  { standing, reason }: Pick<Registered, 'standing' | 'reason'>,
): Outcome | undefined => {
  if (standing === 'pending') return { kind: 'waiting', waitsFor: WAITS[part], afterMs: ASK_AGAIN_MS };
  if (standing === 'rejected')
    return { kind: 'stuck', problem: { code: `${part}_rejected`, detail: reason } };
  return undefined;
};

/**
 * Registers who sends texts and what for (10DLC), as US carriers ask before the first text from a local number: the brand,
 * its campaign, and the number in it, each when the one before was accepted.
 */
export const registerTexting = ({ registrations, claims }: TextingDeps): DoStep<'texting'> => {
  return async ({ step: { given, made }, onboarding, business: { id }, keep }) => {
    if (!given) return { kind: 'waiting', waitsFor: 'sender' };
    const { sender } = given;
    const { number } = onboarding.steps.number.made;
    if (number === undefined) throw new Error(`${id} registers texts from a number that it does not have`);

    const brand =
      (await registrations.findBrand(id, sender)) ?? (await registrations.submitBrand(id, sender));
    if (made.brandId !== brand.id) await keep({ brandId: brand.id });
    await claims.claim(id, { brandId: brand.id });
    const undecided = unlessAccepted('brand', brand);
    if (undecided) return undecided;

    const campaign =
      (await registrations.findCampaign(id, brand.id)) ??
      (await registrations.submitCampaign(id, brand.id, sender));
    if (made.campaignId !== campaign.id) await keep({ campaignId: campaign.id });
    await claims.claim(id, { campaignId: campaign.id });
    const unready = unlessAccepted('campaign', campaign);
    if (unready) return unready;

    const assigned = await registrations.assignment(number);
    if (assigned?.campaignId !== campaign.id) {
      await registrations.assign(number, campaign.id);
      return { kind: 'waiting', waitsFor: 'assignment', afterMs: 60_000 };
    }
    const unassigned = unlessAccepted('assignment', assigned);
    if (unassigned) return unassigned;
    await keep({ assigned: number });
    return DONE;
  };
};
