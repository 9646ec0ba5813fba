import type { Code } from './code.ts';
import type { Accounts, Codes, People } from './ports.ts';

/**
 * Sets a new password for whoever has read the code, and ends every session: who knew the old one is out. Keeps the
 * authenticator app: a mailbox alone does not get past it. Nothing happens where the address has no account.
 */
export const resetPassword =
  (deps: {
    readonly accounts: Pick<Accounts, 'setPassword' | 'signOutEverywhere'>;
    readonly people: Pick<People, 'byAddress' | 'end'>;
    readonly codes: Pick<Codes, 'spend'>;
  }) =>
  async (code: Code, password: string): Promise<void> => {
    const id = await deps.people.byAddress(code.addressId);
    if (id) {
      await deps.accounts.setPassword(id, password);
      await deps.accounts.signOutEverywhere(id);
      await deps.people.end(id);
    }
    await deps.codes.spend(code);
  };
