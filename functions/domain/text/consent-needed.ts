import type { Consent } from '../customer/consent.ts';
import type { SuppressionReason, Text } from './text.ts';

/** What is known of texting somebody in the moment of the claim. */
export type Reachability = {
  readonly consent: Consent | undefined;
  /** ISO instant up to which texts are known not to arrive at that number. */
  readonly untextableUntil: string | undefined;
};

/**
 * What a person's word must allow for this text to be claimed. `any`: help is given to everybody who asks for it.
 * `this-opt-out`: the one text that goes to somebody opted out, while nothing has been said since that undoes it.
 */
export type ConsentNeeded =
  | { readonly kind: 'any' }
  | { readonly kind: 'no-opt-out' }
  | { readonly kind: 'this-opt-out'; readonly since: string };

export const consentNeeded = (text: Text): ConsentNeeded => {
  if (text.kind === 'confirmation' || text.answer === 'opted-in') return { kind: 'no-opt-out' };
  return text.answer === 'help' ? { kind: 'any' } : { kind: 'this-opt-out', since: text.saidAt };
};

/** Why a text may not be claimed; undefined where it may. Who has just texted us can be texted. */
export const objectionOf = (
  text: Text,
  { consent, untextableUntil }: Reachability,
  at: string,
): SuppressionReason | undefined => {
  const needed = consentNeeded(text);
  const isOptedOut = consent?.state === 'opted_out';
  if (needed.kind === 'no-opt-out' && isOptedOut) return 'opted_out';
  if (needed.kind === 'this-opt-out' && !(isOptedOut && consent.since === needed.since)) return 'overtaken';
  const isUntextable = untextableUntil !== undefined && untextableUntil > at;
  return text.kind === 'confirmation' && isUntextable ? 'not_textable' : undefined;
};
