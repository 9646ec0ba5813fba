import type { PersonId } from '../../contracts/api/people.ts';
import type { PartnerId, PartnerKeyId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import { foundPartner } from './found-partner.ts';
import type { Partners } from './ports.ts';

/**
 * Ends a key, which is refused within a minute; one that is revoked stays so. Refuses with `partner_not_found`,
 * `key_not_found`, `changed_meanwhile`.
 */
export const revokeKey =
  (partners: Pick<Partners, 'find' | 'keys' | 'revoke'>) =>
  async (partnerId: PartnerId, keyId: PartnerKeyId, by: PersonId, nowMs: number): Promise<void> => {
    const from = await foundPartner(partners, partnerId);
    const key = (await partners.keys(partnerId)).find(({ id }) => id === keyId);
    if (!key) throw new Refusal('key_not_found');
    if (key.revokedAt !== undefined) return;
    const at = new Date(nowMs).toISOString();
    const to = { ...from, version: from.version + 1 };
    const outcome = await partners.revoke({ from, to, key: { ...key, revokedAt: at }, by, at });
    if (outcome === 'changed') throw new Refusal('changed_meanwhile');
  };
