/** What an address says under a name: a router reads as a number what looks like one. Undefined: nothing, or no word. */
export const readText = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The named words of an address, and nothing else that stands there. */
export const readTexts = <Name extends string>(
  names: readonly Name[],
  search: Record<string, unknown>,
): { [Each in Name]?: string } =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = readText(search[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  ) as { [Each in Name]?: string };

/** What a list by time is narrowed to: both are instants. */
export const readSpan = (search: Record<string, unknown>) => readTexts(['from', 'until'], search);
