import type { Role } from '../../contracts/api/route.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { type RequestCodeDeps, requestCode } from './request-code.ts';

export type InviteDeps = RequestCodeDeps & { readonly settings: Pick<Settings, 'find'> };

/** Sends an invitation to an address. The same address is invited again by a new code, which replaces the one before. */
export const inviteMember =
  (deps: InviteDeps) =>
  async (
    wanted: { readonly businessId: BusinessId; readonly email: string; readonly role: Role },
    nowMs: number,
  ): Promise<'sent' | 'withheld'> => {
    const { businessId, email, role } = wanted;
    const business = await deps.settings.find(businessId);
    if (!business) throw new Refusal('business_not_found');
    const purpose = { kind: 'invitation', businessId, businessName: business.name, role } as const;
    return requestCode(deps)({ circle: 'owners', email, purpose }, nowMs);
  };
