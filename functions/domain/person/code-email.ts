import { type Email, escaped, inOneLine } from '../email/email.ts';
import { Refusal } from '../errors.ts';
import type { Code } from './code.ts';

const letter = (to: string, subject: string, lines: readonly string[]): Email => ({
  to,
  subject: inOneLine(subject),
  text: lines.map(inOneLine).join('\n\n'),
  html: lines.map((line) => `<p>${escaped(inOneLine(line))}</p>`).join(''),
});

const NOT_YOU = 'If this was not you, there is nothing to do: without the code nothing happens.';
const spaced = (digits: string): string => `${digits.slice(0, 4)} ${digits.slice(4)}`;

/**
 * What is written to the address, or undefined where nothing is: nobody has an account there and asked for a new
 * password. Only here does it show whether there is an account, to nobody but its own mailbox.
 */
export const codeEmail = (code: Code, digits: string, hasAccount: boolean): Email | undefined => {
  const { email, purpose } = code;
  switch (purpose.kind) {
    case 'sign-up':
      if (hasAccount)
        return letter(email, 'You already have a CloudGreet account', [
          'Somebody asked for a CloudGreet account with this address, which has one already.',
          'Sign in as usual, or ask for a new password if you have forgotten it.',
          'If this was not you, there is nothing to do.',
        ]);
      return letter(email, `${spaced(digits)} is your CloudGreet code`, [
        `Your code is ${spaced(digits)}. It holds for 30 minutes.`,
        NOT_YOU,
      ]);
    case 'reset-password':
      if (!hasAccount) return undefined;
      return letter(email, `${spaced(digits)} is your code for a new password`, [
        `Your code for a new CloudGreet password is ${spaced(digits)}. It holds for 30 minutes.`,
        'A new password ends every session that is open now.',
        NOT_YOU,
      ]);
    case 'invitation':
      return letter(email, `You are invited to ${purpose.businessName} on CloudGreet`, [
        `${purpose.businessName} would like you to join as ${purpose.role === 'owner' ? 'an owner' : 'staff'}.`,
        `Your code is ${spaced(digits)}. It holds for seven days. The business is ${purpose.businessId}.`,
        NOT_YOU,
      ]);
    case 'operator-invitation':
      return letter(email, 'You are invited to operate CloudGreet', [
        `Your code is ${spaced(digits)}. It holds for one day. You will need an authenticator app.`,
        NOT_YOU,
      ]);
    default:
      throw new Refusal('code_invalid', purpose satisfies never);
  }
};
