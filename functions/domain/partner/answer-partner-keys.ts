import type { Answers } from '../../contracts/api/answers.ts';
import type { partnerKeyRoutes } from '../../contracts/api/partner-keys.ts';
import { changePartnerState } from './change-partner-state.ts';
import { createPartner } from './create-partner.ts';
import { foundPartner } from './found-partner.ts';
import { type IssueDeps, issueKey } from './issue-key.ts';
import type { KeyUses, Partners } from './ports.ts';
import { revokeKey } from './revoke-key.ts';
import { rotateKey } from './rotate-key.ts';

export type PartnerKeyDeps = Omit<IssueDeps, 'partners'> & {
  readonly partners: Partners;
  readonly keyUses: Pick<KeyUses, 'lastUsed'>;
};

/** What operators do with partners and their keys. */
export const partnerKeyAnswers = (deps: PartnerKeyDeps): Answers<typeof partnerKeyRoutes> => {
  const { partners, keyUses } = deps;
  const change = changePartnerState(partners);
  return {
    createPartner: ({ body, caller, occasion, nowMs }) =>
      createPartner(deps)(body, caller.personId, occasion, nowMs),
    listPartners: ({ query }) => partners.list(query),
    showPartner: ({ path: { partnerId } }) => foundPartner(partners, partnerId),
    suspendPartner: ({ path: { partnerId }, caller, nowMs }) =>
      change(partnerId, 'suspended', caller.personId, nowMs),
    resumePartner: ({ path: { partnerId }, caller, nowMs }) =>
      change(partnerId, 'active', caller.personId, nowMs),
    async listPartnerKeys({ path: { partnerId } }) {
      await foundPartner(partners, partnerId);
      const [keys, lastUsed] = await Promise.all([partners.keys(partnerId), keyUses.lastUsed(partnerId)]);
      return { items: keys.map((key) => ({ ...key, lastUsedAt: lastUsed.get(key.id) })) };
    },
    issuePartnerKey: ({ path: { partnerId }, body, caller, occasion, nowMs }) =>
      issueKey(deps)(partnerId, body, { by: caller.personId, occasion, nowMs }),
    rotatePartnerKey: ({ path: { partnerId, keyId }, body, caller, occasion, nowMs }) =>
      rotateKey(deps)(partnerId, keyId, body.oldEndsAt, { by: caller.personId, occasion, nowMs }),
    revokePartnerKey: ({ path: { partnerId, keyId }, caller, nowMs }) =>
      revokeKey(partners)(partnerId, keyId, caller.personId, nowMs),
  };
};
