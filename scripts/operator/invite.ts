import { inviteOperator } from '../../functions/domain/operator/invite-operator.ts';
import { codeName } from '../../functions/domain/person/code.ts';
import type { Say } from '../stage/say.ts';
import type { OpenOperators } from './open-operators.ts';

export type Invited = { readonly email: string; readonly name: string; readonly again: boolean };

const until = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;

/**
 * Has an invitation sent; prints neither a code nor a password, because whoever reads this terminal need not be the one
 * who is invited. Throws a sentence that says what stands where the address has an account; says it where an invitation
 * is open, and sends another only `again`.
 */
export const invite = async (
  open: OpenOperators,
  say: Say,
  { email, name, again }: Invited,
): Promise<void> => {
  const addressId = open.ids.addressOf('operators', email);
  const id = await open.people.byAddress(addressId);
  if (id !== undefined) {
    const person = await open.people.find(id);
    const app = person?.hasTotp ? 'with' : 'still without';
    throw new Error(
      `${email} is an operator since ${until(String(person?.since))}, ${person?.state}, ${app} an authenticator app: nothing was sent.`,
    );
  }
  const nowMs = open.now();
  const pending = await open.codes.find(addressId, codeName({ kind: 'operator-invitation' }));
  const isOpen = pending && pending.triesLeft > 0 && Date.parse(pending.endsAt) > nowMs;
  if (isOpen && !again)
    return say(
      `${email} was invited at ${until(pending.requestedAt)}, which holds until ${until(pending.endsAt)}; --again sends another code.`,
    );
  const sent = await inviteOperator(open)({ email, name }, 'system', nowMs);
  if (sent === 'withheld')
    throw new Error(`${email} was sent several codes within the hour: wait, or look for them there.`);
  say(`An invitation is on its way to ${email}. It holds for one day.`);
};
