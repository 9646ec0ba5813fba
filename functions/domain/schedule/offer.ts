import type { BusinessId, CallId } from '../../contracts/ids.ts';
import type { Derivation } from '../derived-ids.ts';
import { instantsOf, localTimeAt, minutesOf, timeOf } from './zone.ts';

/**
 * An offer is a free time the agent may book, named so that a model can repeat it and cannot invent it:
 * `2026-11-24T09:30-k7qf2` is the local start (with A or B where that hour comes twice) and a short code over business,
 * call, service, start, crew member and a ten-minute step of expiry. Nothing is stored.
 */
export type OfferTerms = {
  readonly businessId: BusinessId;
  readonly callId: CallId;
  readonly serviceId: string;
};

export type Offer = { readonly startsAtMs: number; readonly crewId: string };

/** By which offers run out. */
export const OFFER_STEP_MS = 10 * 60_000;
/** An offer lives from ten to twenty minutes: to the end of the step after the one it was made in. */
const LIVE_STEPS = 2;
/** How far back an expired offer is still recognised as ours, so that the agent can say why. */
export const REMEMBERED_STEPS = 12;
const CODE_LENGTH = 5;
const FORM = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})([AB])?-([a-z2-7]{5})$/;

type Seal = Pick<Derivation, 'mac'>;

const codeOf = (by: Seal, key: string, terms: OfferTerms, offer: Offer, step: number): string =>
  by
    .mac(key, 'offer', terms.businessId, terms.callId, terms.serviceId, offer.startsAtMs, offer.crewId, step)
    .slice(0, CODE_LENGTH);

const localStartOf = (zone: string, startsAtMs: number): string => {
  const { date, minutes } = localTimeAt(zone, startsAtMs);
  const instants = instantsOf(zone, date, minutes);
  const letter = instants.length < 2 ? '' : startsAtMs === instants[0] ? 'A' : 'B';
  return `${date}T${timeOf(minutes)}${letter}`;
};

/** The id under which the agent may book this time until it expires. `key` is the newest of the live keys. */
export const offerId = (
  by: Seal,
  key: string,
  zone: string,
  terms: OfferTerms,
  offer: Offer,
  nowMs: number,
): string => {
  const step = Math.floor(nowMs / OFFER_STEP_MS) + LIVE_STEPS;
  return `${localStartOf(zone, offer.startsAtMs)}-${codeOf(by, key, terms, offer, step)}`;
};

export type OfferReading =
  | { readonly kind: 'valid'; readonly offer: Offer }
  /** Ours, but its time is over. */
  | { readonly kind: 'expired'; readonly startsAtMs: number }
  /** Invented, altered, or made for another call, business or service; the starts are what it claims to name. */
  | { readonly kind: 'invalid'; readonly claimedStartsMs: readonly number[] };

/** The instants that an offer's id names, whoever made it: two where the hour comes twice and no letter says which. */
export const startsNamedBy = (zone: string, id: string): readonly number[] => {
  const [, date = '', time = '', letter] = FORM.exec(id.trim()) ?? [];
  if (date === '') return [];
  const instants = instantsOf(zone, date, minutesOf(time));
  return letter ? instants.slice(letter === 'A' ? 0 : 1, letter === 'A' ? 1 : 2) : instants;
};

/** Tries the live expiries, every crew member and both keys. */
export const readOffer = (
  by: Seal,
  keys: readonly string[],
  crewIds: readonly string[],
  zone: string,
  terms: OfferTerms,
  id: string,
  nowMs: number,
): OfferReading => {
  const starts = startsNamedBy(zone, id);
  const code = FORM.exec(id.trim())?.[4] ?? '';
  const currentStep = Math.floor(nowMs / OFFER_STEP_MS);
  const madeWith = (startsAtMs: number, step: number): string | undefined =>
    crewIds.find((crewId) =>
      keys.some((key) => codeOf(by, key, terms, { startsAtMs, crewId }, step) === code),
    );
  for (const startsAtMs of starts) {
    // Whoever made it may be a moment ahead of us, on the other side of a step.
    for (let step = currentStep + LIVE_STEPS + 1; step > currentStep - REMEMBERED_STEPS; step -= 1) {
      const crewId = madeWith(startsAtMs, step);
      if (crewId === undefined) continue;
      return step > currentStep
        ? { kind: 'valid', offer: { startsAtMs, crewId } }
        : { kind: 'expired', startsAtMs };
    }
  }
  return { kind: 'invalid', claimedStartsMs: starts };
};
