const MOST_CENTS = 100_000_000;

/** Cents of what somebody has typed as dollars; null: nothing; undefined: no such amount. No fraction of a cent is made up. */
export const readDollars = (typed: string): number | null | undefined => {
  const text = typed.replace(/[\s$,]/g, '');
  if (text === '') return null;
  const parts = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text);
  if (!parts) return undefined;
  const cents = Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
  return cents <= MOST_CENTS ? cents : undefined;
};
