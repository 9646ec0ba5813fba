import type { CodeRequested } from '../../contracts/events.ts';
import type { Derivation } from '../derived-ids.ts';
import type { Email, EmailHandover } from '../email/email.ts';
import { Refusal } from '../errors.ts';
import { digitsOf } from './code.ts';
import { codeEmail } from './code-email.ts';
import type { Codes, People } from './ports.ts';

export type CodeSender = {
  /** Sends an e-mail once per key for 24 hours, however often it is asked to. Never throws for what the vendor does. */
  send(email: Email, key: string): Promise<EmailHandover>;
};

export type SendCodeDeps = {
  readonly codes: Pick<Codes, 'find'>;
  readonly people: Pick<People, 'byAddress'>;
  readonly sender: CodeSender;
  readonly by: Pick<Derivation, 'mac'>;
  readonly codeKeys: () => Promise<readonly string[]>;
  readonly clock: { now(): number };
};

/**
 * Sends the code that an address was promised. One that was replaced meanwhile, was used or has run out is not sent.
 * Throws while Resend cannot be reached: the message comes back, and under its key the e-mail is one e-mail.
 */
export const sendCode =
  (deps: SendCodeDeps) =>
  async (event: CodeRequested): Promise<'sent' | 'over' | 'not for sending' | 'refused'> => {
    const code = await deps.codes.find(event.addressId, event.code);
    const isOver = code?.nonce !== event.nonce || code.triesLeft === 0;
    if (isOver || deps.clock.now() > Date.parse(code.endsAt)) return 'over';
    const [owner, [key]] = await Promise.all([deps.people.byAddress(event.addressId), deps.codeKeys()]);
    if (key === undefined) throw new Error('no key to make codes with');
    const email = codeEmail(code, digitsOf(deps.by, key, code), owner !== undefined);
    if (!email) return 'not for sending';
    // A key that was changed meanwhile makes another code, which is another e-mail: Resend refuses it under the same key.
    const madeWith = deps.by.mac(key, 'e-mail', event.id).slice(0, 8);
    const { kind } = await deps.sender.send(email, `${event.id}-${madeWith}`);
    if (kind === 'unavailable' || kind === 'unknown')
      throw new Refusal('vendor_unavailable', { vendor: 'resend' });
    return kind === 'accepted' ? 'sent' : 'refused';
  };
