import type { BusinessId } from '../../contracts/ids.ts';
import type { Profile } from '../business/business.ts';
import type { Derivation } from '../derived-ids.ts';

/** How long a business may try the service before it pays. */
export const TRIAL_DAYS = 14;

/** What a trial is known again by; each fingerprint stands for one of them and tells nothing about it. */
type TrialMark = 'phone' | 'place' | 'card';
export type TrialMarks = Readonly<Record<'phone' | 'place', string>>;

export type Trials = {
  /**
   * Takes all of the marks for the business, or none of them where one is another's. Whoever has them already has them.
   * Of two who want one mark at once exactly one gets it.
   */
  claim(businessId: BusinessId, marks: TrialMarks): Promise<'claimed' | 'taken'>;
  /**
   * Takes the mark of the card that is paid with, after which nothing of the trial is given back. That it is another's is
   * put on record. `at`: ISO instant.
   */
  settle(businessId: BusinessId, card: string, at: string): Promise<'claimed' | 'taken'>;
  /** Gives back what this business has claimed and nothing else, unless it was settled. A repeat changes nothing. */
  release(businessId: BusinessId): Promise<void>;
};

/** Trials that nobody has twice: not by the same phone, the same name and address, or the same card. */
export type TrialPlan = {
  /** For how many days the business may try: `TRIAL_DAYS`, or none. `phone`: E.164, proven to be the owner's. */
  claim(business: Pick<Profile, 'id' | 'name' | 'address'>, phone: string): Promise<number>;
  /** Whether the trial goes on with this card; `fingerprint`: Stripe's, the same for the same card whoever shows it. */
  claimCard(businessId: BusinessId, fingerprint: string): Promise<boolean>;
  /** The visit to the checkout was given up: another may try with what was claimed for it. */
  release(businessId: BusinessId): Promise<void>;
};

/** 130 bits: no two marks are one by chance. */
const LENGTH = 26;

/** However somebody spells, spaces and punctuates it. */
const bare = (words: string): string =>
  words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

export const trialMarks = (by: Pick<Derivation, 'digest'>) => {
  const mark = (what: TrialMark, ...parts: readonly string[]): string =>
    by.digest('trial', what, ...parts).slice(0, LENGTH);
  return {
    phone: (phone: string) => mark('phone', phone),
    place: (name: string, address: string) => mark('place', bare(name), bare(address)),
    card: (fingerprint: string) => mark('card', fingerprint),
  };
};

export const trialPlan = (deps: {
  readonly trials: Trials;
  readonly by: Pick<Derivation, 'digest'>;
  readonly clock: { now(): number };
}): TrialPlan => {
  const { trials, clock } = deps;
  const marks = trialMarks(deps.by);
  return {
    async claim({ id, name, address }, phone) {
      const claimed = await trials.claim(id, {
        phone: marks.phone(phone),
        place: marks.place(name, address),
      });
      return claimed === 'claimed' ? TRIAL_DAYS : 0;
    },
    claimCard: async (businessId, fingerprint) =>
      (await trials.settle(businessId, marks.card(fingerprint), new Date(clock.now()).toISOString())) ===
      'claimed',
    release: (businessId) => trials.release(businessId),
  };
};
