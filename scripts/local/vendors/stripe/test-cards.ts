import { createHash } from 'node:crypto';
import { type Card, type Decline, declineOf, isCard } from './cards.ts';

/** The numbers that Stripe gives for testing, by what such a card does. https://docs.stripe.com/testing */
const NUMBERS: Readonly<Record<Exclude<Card, 'none'>, string>> = {
  ok: '4242424242424242',
  insufficient_funds: '4000000000009995',
  card_declined: '4000000000000002',
  expired_card: '4000000000000069',
  authentication_required: '4000002500003155',
  decline_then_ok: '4000000000000010',
};

/** It is taken at the checkout and declines every charge afterwards. */
const DECLINES_LATER = '4000000000000341';

export type ShownCard = {
  readonly number: string;
  /** What it does when it is charged. */
  readonly does: Card;
  /** Why the checkout does not take it. */
  readonly declined: Decline | undefined;
};

/** A card as somebody types it in: sixteen digits, or the name of what it does. Throws for what is neither. */
export const shownCard = (said: string): ShownCard => {
  const digits = said.replace(/\s/g, '');
  if (digits === DECLINES_LATER) return { number: digits, does: 'card_declined', declined: undefined };
  const named = Object.entries(NUMBERS).find(([name, number]) => name === said || number === digits);
  if (named) {
    const [name, number] = named;
    const does = isCard(name) ? name : 'ok';
    // A card that wants its owner's consent has them there to give it.
    const isTaken = does === 'authentication_required' || does === 'decline_then_ok';
    return { number, does, declined: isTaken ? undefined : declineOf(does, 1) };
  }
  if (!/^\d{16}$/.test(digits)) throw new Error(`no card: ${said}`);
  return { number: digits, does: 'ok', declined: undefined };
};

/** The same for the same number, whoever shows it. */
export const fingerprintOf = (number: string): string =>
  createHash('sha256').update(number).digest('hex').slice(0, 16);
