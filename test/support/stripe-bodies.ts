import type { StripeBody } from './billing-world.ts';
import type { Seeded } from './seeded.ts';

export const ofType = (all: readonly StripeBody[], type: string): StripeBody => {
  const found = all.find((body) => body.type === type);
  if (!found) throw new Error(`nothing of type ${type} was sent`);
  return found;
};

/** Everything at least once, a third of it again, in an order of chance. */
export const stormOf = (all: readonly StripeBody[], chance: Seeded): StripeBody[] =>
  chance.shuffled([...all, ...all.filter(() => chance.below(3) === 0)]);

export const withObject = (body: StripeBody, differing: object): StripeBody => ({
  ...body,
  data: { ...body.data, object: { ...body.data.object, ...differing } },
});
