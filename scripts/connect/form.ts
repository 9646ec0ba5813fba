const pairsOf = (value: unknown, name: string): [string, string][] => {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one, index) => pairsOf(one, `${name}[${index}]`));
  if (typeof value !== 'object') return [[name, String(value)]];
  return Object.entries(value).flatMap(([inner, one]) => pairsOf(one, name ? `${name}[${inner}]` : inner));
};

/** A body as Stripe takes it: `{ a: { b: 1 }, c: ['x'] }` is `a[b]=1&c[0]=x`. https://docs.stripe.com/api#arrays */
export const formOf = (body: object): string => new URLSearchParams(pairsOf(body, '')).toString();
