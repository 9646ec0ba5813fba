import type Stripe from 'stripe';
import { groupParam, type Params, textValues } from '../bracket-params.ts';
import { missing } from './stripe-error.ts';

export const found = <T>(all: ReadonlyMap<string, T>, id: string, noun: string): T => {
  const one = all.get(id);
  if (one === undefined) throw missing(noun, id, 'id');
  return one;
};

export const listed = (params: Params, name: string): string[] =>
  Object.values(textValues(groupParam(params, name)));

/** A name that is sent empty is taken away. */
export const withMetadata = (before: Stripe.Metadata | null, params: Params): Stripe.Metadata =>
  Object.fromEntries(
    Object.entries({ ...before, ...textValues(groupParam(params, 'metadata')) }).filter(
      ([, value]) => value !== '',
    ),
  );

export const newest = <T>(all: ReadonlyMap<string, T>): T[] => [...all.values()].reverse();
