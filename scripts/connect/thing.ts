import type { Fields } from './vendor-api.ts';

/** An object as its vendor shows it. It may hold a secret: never said, never written anywhere but into the stage's secret. */
export type Seen = Fields & { readonly id: string };

/**
 * `kept`: the stage's secret holds it. `tellable`: the vendor shows it now. `lost`: it was told once, and kept by nobody.
 * `another`: the stage's secret holds one, and not this object's.
 */
export type SecretState = 'kept' | 'tellable' | 'lost' | 'another';

/** One object that the platform has at a vendor. Every method may be repeated. */
export type Thing = {
  /** `Stripe: price of a month`. */
  readonly title: string;
  /** Every object there that bears our mark; each answer is as it is now. */
  find(): Promise<readonly Seen[]>;
  /** As it should be. What is not named may be anything. */
  readonly wanted: Fields;
  make(): Promise<Seen>;
  /** Made by us and not finished, because somebody was interrupted: it is finished without being asked for. */
  isUnfinished?(seen: Seen): boolean;
  /** As it should be again, under this id or, where the vendor lets nobody change it, under another. */
  change(seen: Seen): Promise<Seen>;
  remove?(seen: Seen): Promise<void>;
  /** The vendor lets nobody change what is wrong with it: another one takes its place. */
  isFixed?(seen: Seen): boolean;
  /** Of an object that signs what it sends. */
  readonly secret?: {
    stateOf(seen: Seen): Promise<SecretState>;
    /** Puts what the vendor told into the stage's secret. */
    keep(seen: Seen): Promise<void>;
  };
};

/** When a vendor made it, in a form that sorts; of equals the id decides, so that everybody picks the same. */
const ageOf = ({ created, created_at: at, id }: Seen): string =>
  `${typeof created === 'number' ? String(created).padStart(12, '0') : String(at ?? '')} ${id}`;

export const oldestFirst = (all: readonly Seen[]): readonly Seen[] =>
  all.toSorted((one, other) => (ageOf(one) < ageOf(other) ? -1 : 1));
