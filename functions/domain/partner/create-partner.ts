import type { PersonId } from '../../contracts/api/people.ts';
import type { DerivedIds } from '../derived-ids.ts';
import type { Partner } from './partner.ts';
import type { Partners } from './ports.ts';

/** Makes a partner, without a key. `occasion` stands for the request: asked twice, there is one. */
export const createPartner =
  (deps: { readonly partners: Pick<Partners, 'create'>; readonly ids: DerivedIds }) =>
  async (
    { name, email }: Pick<Partner, 'name' | 'email'>,
    by: PersonId,
    occasion: string,
    nowMs: number,
  ): Promise<Partner> => {
    const at = new Date(nowMs).toISOString();
    const id = deps.ids.partner(occasion);
    const partner: Partner = { v: 1, id, name, email, state: 'active', since: at, version: 1 };
    await deps.partners.create(partner, { by, at });
    return partner;
  };
