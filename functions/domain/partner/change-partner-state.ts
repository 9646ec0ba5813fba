import type { PersonId } from '../../contracts/api/people.ts';
import type { PartnerId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import { foundPartner } from './found-partner.ts';
import type { Partner } from './partner.ts';
import type { Partners } from './ports.ts';

/**
 * Suspends a partner, whose keys are all refused within a minute, or resumes one. A state that it has already is no
 * change. Refuses with `partner_not_found`, `changed_meanwhile`.
 */
export const changePartnerState =
  (partners: Pick<Partners, 'find' | 'changeState'>) =>
  async (id: PartnerId, state: Partner['state'], by: PersonId, nowMs: number): Promise<Partner> => {
    const from = await foundPartner(partners, id);
    if (from.state === state) return from;
    const to = { ...from, state, version: from.version + 1 };
    const outcome = await partners.changeState({ from, to, by, at: new Date(nowMs).toISOString() });
    if (outcome === 'changed') throw new Refusal('changed_meanwhile');
    return to;
  };
