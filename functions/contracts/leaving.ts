/** What a business holds outside of us, and its line here, in the order in which it is given up: the reverse of its making. */
export const CLOSING_PARTS = [
  'subscription',
  'voice-number',
  'agent',
  'texting',
  'number',
  'messaging-profile',
  'line',
] as const;
export type ClosingPart = (typeof CLOSING_PARTS)[number];

/** When the subscription ends, and with it the line. */
export const CLOSING_ENDS = ['now', 'period-end'] as const;
export type ClosingEnd = (typeof CLOSING_ENDS)[number];

export const CLOSING_STATES = ['closing', 'closed'] as const;
export type ClosingState = (typeof CLOSING_STATES)[number];

/**
 * What a closing waits for. `period-end`: what is paid is served. `work-under-way`: something was being made when it began.
 * `number-order`: the carrier has not said yet whether a number was bought. `vendor`: one does not answer, or refuses. `brand`: all
 * is closed but for a 10DLC brand, which the registry keeps until its campaigns have ended and are three months old.
 */
export const CLOSING_WAITS = ['period-end', 'work-under-way', 'number-order', 'vendor', 'brand'] as const;
export type ClosingWait = (typeof CLOSING_WAITS)[number];
