/** What a customer's default card does when it is charged. `decline_then_ok`: declines each invoice's first attempt. */
export const cards = [
  'ok',
  'none',
  'insufficient_funds',
  'card_declined',
  'expired_card',
  'authentication_required',
  'decline_then_ok',
] as const;
export type Card = (typeof cards)[number];

export type Decline = { readonly code: string; readonly decline_code: string; readonly message: string };

const insufficientFunds: Decline = {
  code: 'card_declined',
  decline_code: 'insufficient_funds',
  message: 'Your card has insufficient funds.',
};

const declines: Partial<Record<Card, Decline>> = {
  insufficient_funds: insufficientFunds,
  card_declined: {
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
  },
  expired_card: { code: 'expired_card', decline_code: 'expired_card', message: 'Your card has expired.' },
  authentication_required: {
    code: 'authentication_required',
    decline_code: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  },
};

export const isCard = (value: unknown): value is Card => cards.some((card) => card === value);

/** undefined: the money moves. `attempt` counts from 1. */
export const declineOf = (card: Card, attempt: number): Decline | undefined =>
  card === 'decline_then_ok' && attempt === 1 ? insufficientFunds : declines[card];
