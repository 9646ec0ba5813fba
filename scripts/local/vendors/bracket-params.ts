/** Parameters as Stripe's forms and Telnyx's queries write them: `metadata[booking_id]=…`, `filter[cld][contains]=…`. */
export type Params = { [name: string]: string | Params };

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

const segmentsOf = (key: string): string[] => {
  const [head = '', ...rest] = key.split('[');
  return [head, ...rest.map((segment) => segment.replace(/\]$/, ''))];
};

const place = (into: Params, [segment = '', ...rest]: readonly string[], value: string): void => {
  const name = segment === '' ? String(Object.keys(into).length) : segment;
  if (FORBIDDEN.has(name)) return;
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const existing = into[name];
  const next: Params = typeof existing === 'object' ? existing : {};
  into[name] = next;
  place(next, rest, value);
};

/** `a[b]=1&c[]=x&c[]=y` → `{ a: { b: '1' }, c: { 0: 'x', 1: 'y' } }`; lists are objects with numbered names. */
export const parseBracketParams = (search: URLSearchParams): Params => {
  const params: Params = {};
  for (const [key, value] of search) place(params, segmentsOf(key), value);
  return params;
};

export const textParam = (params: Params, name: string): string | undefined => {
  const value = params[name];
  return typeof value === 'string' ? value : undefined;
};

export const groupParam = (params: Params, name: string): Params => {
  const value = params[name];
  return typeof value === 'object' ? value : {};
};

/** The text values of a group, such as metadata; deeper groups are left out. */
export const textValues = (group: Params): Record<string, string> =>
  Object.fromEntries(
    Object.entries(group).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
