import type { Actor } from '../audit/audit-entry.ts';
import { Refusal } from '../errors.ts';
import type { People } from '../person/ports.ts';
import { type RequestCodeDeps, requestCode } from '../person/request-code.ts';
import type { Operators } from './ports.ts';

export type InviteDeps = RequestCodeDeps & {
  readonly people: Pick<People, 'byAddress'>;
  readonly operators: Pick<Operators, 'invite'>;
};

/**
 * Sends an invitation to an address and puts on record who did. Asked again, another code takes the place of the one
 * before. Refuses with `operator_exists` where the address has an account, also one that is disabled.
 */
export const inviteOperator =
  ({ people, operators, ...deps }: InviteDeps) =>
  async (
    { email, name }: { readonly email: string; readonly name: string },
    by: Actor,
    nowMs: number,
  ): Promise<'sent' | 'withheld'> => {
    if (await people.byAddress(deps.ids.addressOf('operators', email))) throw new Refusal('operator_exists');
    const codes = {
      find: deps.codes.find,
      replace: (...[before, code]: Parameters<typeof deps.codes.replace>) =>
        operators.invite(before, code, by),
    };
    const purpose = { kind: 'operator-invitation', name } as const;
    return requestCode({ ...deps, codes })({ circle: 'operators', email, purpose }, nowMs);
  };
