import { oldestFirst, type Seen } from './thing.ts';
import { type Fields, fieldsOf, type VendorApi } from './vendor-api.ts';

/** The objects in a list; what has no id is left out. */
const seenIn = (value: unknown): readonly Seen[] =>
  (Array.isArray(value) ? value : [])
    .map(fieldsOf)
    .flatMap((one) => (typeof one.id === 'string' ? [{ ...one, id: one.id }] : []));

/** All of a list of Stripe's. https://docs.stripe.com/api/pagination */
export const everyOfStripe = async (
  stripe: VendorApi,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<readonly Seen[]> => {
  const all: Seen[] = [];
  for (let after: string | undefined; ; ) {
    const asked = { ...query, limit: '100', ...(after && { starting_after: after }) };
    const page = await stripe('GET', path, { query: asked });
    all.push(...seenIn(page.data));
    after = all.at(-1)?.id;
    if (page.has_more !== true || after === undefined) return oldestFirst(all);
  }
};

const pagesIn = (answer: Fields): number => Number(fieldsOf(answer.meta).total_pages ?? 1);

/** All of a list of Telnyx's. https://developers.telnyx.com/development/api-guide/pagination */
export const everyOfTelnyx = async (
  telnyx: VendorApi,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<readonly Seen[]> => {
  const all: Seen[] = [];
  for (let number = 1; ; number += 1) {
    const page = { 'page[number]': String(number), 'page[size]': '100' };
    const answer = await telnyx('GET', path, { query: { ...query, ...page } });
    all.push(...seenIn(answer.data));
    if (number >= pagesIn(answer)) return oldestFirst(all);
  }
};

/** All of a list of Resend's. https://resend.com/docs/api-reference/pagination */
export const everyOfResend = async (resend: VendorApi, path: string): Promise<readonly Seen[]> => {
  const all: Seen[] = [];
  for (let after: string | undefined; ; ) {
    const page = await resend('GET', path, { query: { limit: '100', ...(after && { after }) } });
    all.push(...seenIn(page.data));
    after = all.at(-1)?.id;
    if (page.has_more !== true || after === undefined) return oldestFirst(all);
  }
};

/** An answer of one object, which has to have an id. */
export const seenOf = (answer: unknown): Seen => {
  const [seen] = seenIn([answer]);
  if (seen === undefined) throw new Error('A vendor answered without an id: run it again.');
  return seen;
};
