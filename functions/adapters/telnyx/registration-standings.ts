import type { Brand, Registered } from '../../domain/provision/ports.ts';

/** What the registry says of a brand. */
export type BrandState = {
  readonly brandId: string;
  readonly entityType?: string | null | undefined;
  readonly status?: string | null | undefined;
  readonly identityStatus?: string | null | undefined;
  readonly failureReasons?: string | null | undefined;
};

const KNOWN = new Set(['VERIFIED', 'VETTED_VERIFIED']);

/**
 * A brand may have campaigns when its identity was found. One that has no identity state yet is still being looked for; a
 * sole proprietor's is never found by looking: it stays pending, unverified or declared, whatever the registry calls it, until they
 * have read back the PIN that it texts them.
 * Source: https://developers.telnyx.com/docs/messaging/10dlc/quickstart and ../sole-proprietor.
 */
export const brandStanding = (brand: BrandState): Brand => {
  const { brandId: id, status, identityStatus } = brand;
  const reason = brand.failureReasons || undefined;
  const isRegistering = status === 'REGISTRATION_PENDING';
  if (status === 'REGISTRATION_FAILED') return { id, standing: 'rejected', reason };
  if (brand.entityType === 'SOLE_PROPRIETOR') {
    if (KNOWN.has(identityStatus ?? '')) return { id, standing: 'accepted' };
    if (reason !== undefined) return { id, standing: 'rejected', reason };
    return { id, standing: 'unproven', ...(isRegistering && { isRegistering }) };
  }
  if (isRegistering) return { id, standing: 'pending' };
  if (KNOWN.has(identityStatus ?? '')) return { id, standing: 'accepted' };
  if (identityStatus === 'UNVERIFIED') {
    return { id, standing: 'rejected', reason: reason ?? 'The registry could not verify the identity.' };
  }
  return { id, standing: 'pending' };
};

/** What the registry says of a campaign. */
export type CampaignState = {
  readonly campaignId: string;
  readonly campaignStatus?: string | null | undefined;
  readonly submissionStatus?: string | null | undefined;
  readonly failureReasons?: string | null | undefined;
};

/** Numbers may be put into it once the carriers have agreed, not when Telnyx has. */
const ACCEPTED = new Set(['MNO_ACCEPTED', 'MNO_PROVISIONED']);
const REJECTED = new Set([
  ...['TCR_FAILED', 'TCR_SUSPENDED', 'TCR_EXPIRED', 'TELNYX_FAILED', 'MNO_REJECTED'],
  'MNO_PROVISIONING_FAILED',
]);

export const campaignStanding = (campaign: CampaignState): Registered => {
  const { campaignId: id, campaignStatus, submissionStatus } = campaign;
  const reason = campaign.failureReasons || undefined;
  if (submissionStatus === 'FAILED' || REJECTED.has(campaignStatus ?? '')) {
    return { id, standing: 'rejected', reason };
  }
  return { id, standing: ACCEPTED.has(campaignStatus ?? '') ? 'accepted' : 'pending' };
};
