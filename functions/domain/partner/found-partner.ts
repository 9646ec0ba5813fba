import type { PartnerId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import type { Partner } from './partner.ts';
import type { Partners } from './ports.ts';

/** Refuses with `partner_not_found`. */
export const foundPartner = async (partners: Pick<Partners, 'find'>, id: PartnerId): Promise<Partner> => {
  const partner = await partners.find(id);
  if (!partner) throw new Refusal('partner_not_found');
  return partner;
};
