/** How far a text has come; without a schema, because a page lists them, too. */
export const TEXT_STATES = [
  'requested',
  'sending',
  'sent',
  'delivered',
  'failed',
  'suppressed',
  'uncertain',
] as const;
