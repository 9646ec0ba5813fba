import type { BusinessId } from '../../contracts/ids.ts';
import {
  CLOSING_PARTS,
  type ClosingEnd,
  type ClosingPart,
  type ClosingState,
  type ClosingWait,
} from '../../contracts/leaving.ts';
import { ERASED_AFTER_DAYS } from '../../contracts/retention.ts';

/** Something that a vendor has, or had, for a business. */
export type Held = {
  readonly vendor: 'stripe' | 'telnyx' | 'retell';
  readonly what:
    | 'checkout'
    | 'subscription'
    | 'number'
    | 'agent'
    | 'model'
    | 'campaign'
    | 'brand'
    | 'messaging-profile';
  readonly id: string;
};

/** `at`: ISO instant at which it was looked for at the vendor and not found. Absent: it may still be there. */
export type Entry = Held & { readonly part: ClosingPart; readonly at?: string | undefined };

/** How far a business has come in giving up all that it has; also the certificate that it has. */
export type Closing = {
  readonly v: 1;
  readonly businessId: BusinessId;
  /** Goes up with every change. */
  readonly version: number;
  readonly state: ClosingState;
  readonly ends: ClosingEnd;
  readonly askedAt: string;
  /** Goes up with every claim: a worker that has lost its claim writes nothing. */
  readonly epoch: number;
  readonly claimedAt?: string | undefined;
  /** ISO instant at which it is looked at again. */
  readonly dueAt?: string | undefined;
  readonly waitsFor?: ClosingWait | undefined;
  /** What a vendor says, where it refuses or does not answer: in its own words. */
  readonly because?: string | undefined;
  /** How often in a row it could not be done just then. */
  readonly failures: number;
  readonly done: readonly ClosingPart[];
  readonly entries: readonly Entry[];
  readonly closedAt?: string | undefined;
  /** ISO instant at which the last of its personal data was gone. */
  readonly erasedAt?: string | undefined;
};

/** Longer than any worker lives: an older claim is nobody's, and nothing of it is still under way. */
export const CLAIM_MS = 3 * 60_000;
const BACK_OFF_SECONDS = [15, 30, 60, 120, 300, 900, 3600, 21_600] as const;

const iso = (ms: number): string => new Date(ms).toISOString();

const changed = (closing: Closing, change: Partial<Closing>): Closing => ({
  ...closing,
  ...change,
  version: closing.version + 1,
});

export const newClosing = (businessId: BusinessId, ends: ClosingEnd, now: number): Closing => ({
  v: 1,
  businessId,
  version: 1,
  state: 'closing',
  ends,
  askedAt: iso(now),
  epoch: 0,
  failures: 0,
  done: [],
  entries: [],
});

/** What is still at a vendor, as far as anybody knows. */
export const stillHeld = ({ entries }: Closing): readonly Entry[] =>
  entries.filter(({ at }) => at === undefined);

/** When there is something to do about it; undefined: it is over. */
export const nextLookAt = (closing: Closing): number | undefined => {
  const { state, claimedAt, dueAt, askedAt } = closing;
  if (state === 'closed' && stillHeld(closing).length === 0) return undefined;
  return claimedAt === undefined ? Date.parse(dueAt ?? askedAt) : Date.parse(claimedAt) + CLAIM_MS;
};

/** When its personal data goes; undefined: not before it is closed, and not again. */
export const erasesAt = ({ closedAt, erasedAt }: Closing): number | undefined =>
  closedAt === undefined || erasedAt !== undefined
    ? undefined
    : Date.parse(closedAt) + ERASED_AFTER_DAYS * 86_400_000;

export const erased = (closing: Closing, now: number): Closing => changed(closing, { erasedAt: iso(now) });

/** The first part that is not given up yet. */
export const nextPart = ({ done }: Closing): ClosingPart | undefined =>
  CLOSING_PARTS.find((part) => !done.includes(part));

/** Somebody works on it now, and nobody else until the claim is old. */
export const claimed = (closing: Closing, now: number): Closing =>
  changed(closing, { epoch: closing.epoch + 1, claimedAt: iso(now), dueAt: undefined });

const isSame = (one: Held, other: Held): boolean =>
  one.vendor === other.vendor && one.what === other.what && one.id === other.id;

/** Written down before it is given up: whoever goes on after a crash says what became of it. */
export const noted = (closing: Closing, part: ClosingPart, held: readonly Held[]): Closing => {
  const isNew = (one: Held) => !closing.entries.some((entry) => isSame(entry, one));
  const news = held.filter((one, at) => isNew(one) && held.findIndex((other) => isSame(other, one)) === at);
  const back = (entry: Entry) => entry.at !== undefined && held.some((one) => isSame(one, entry));
  if (news.length === 0 && !closing.entries.some(back)) return closing;
  return changed(closing, {
    entries: [
      ...closing.entries.map((entry) => (back(entry) ? { ...entry, at: undefined } : entry)),
      ...news.map((one) => ({ ...one, part })),
    ],
  });
};

/** Nothing of the part is left at any vendor, but for what the vendor keeps until its time. */
export const givenUp = (
  closing: Closing,
  part: ClosingPart,
  now: number,
  isKept: (held: Held) => boolean = () => false,
): Closing =>
  changed(closing, {
    done: [...closing.done, part],
    failures: 0,
    entries: closing.entries.map((entry) =>
      entry.part !== part || isKept(entry) ? entry : { ...entry, at: entry.at ?? iso(now) },
    ),
  });

/** Looked at again later; the claim is given back. */
export const postponed = (
  closing: Closing,
  why: { readonly waitsFor: ClosingWait; readonly atMs: number; readonly because?: string | undefined },
): Closing =>
  changed(closing, {
    claimedAt: undefined,
    dueAt: iso(why.atMs),
    waitsFor: why.waitsFor,
    because: why.because,
    failures: why.waitsFor === 'vendor' ? closing.failures + 1 : 0,
  });

/** It is never given up: what is left costs somebody money, and nobody else looks after it. */
export const backOffMs = (failures: number): number =>
  1000 * (BACK_OFF_SECONDS[Math.min(failures, BACK_OFF_SECONDS.length - 1)] ?? 21_600);

/** Whoever cannot wait for the end of what is paid; the other way round there may be nothing left to serve with. */
export const hastened = (closing: Closing): Closing =>
  closing.state === 'closed' || closing.ends === 'now'
    ? closing
    : changed(closing, { ends: 'now', dueAt: undefined });

/** What it waits for may have come: looked at now. */
export const nudged = (closing: Closing): Closing =>
  closing.state === 'closed' || closing.claimedAt !== undefined || closing.dueAt === undefined
    ? closing
    : changed(closing, { dueAt: undefined });

/** A registry keeps a brand for months, and has no price for it. */
const KEPT_AGAIN_MS = 7 * 86_400_000;

/** Asked for again in a week, where a vendor still keeps something. */
const keptFor = (closing: Closing, now: number) => {
  const isKept = stillHeld(closing).length > 0;
  return {
    claimedAt: undefined,
    dueAt: isKept ? iso(now + KEPT_AGAIN_MS) : undefined,
    waitsFor: isKept ? ('brand' as const) : undefined,
    because: undefined,
  };
};

export const closed = (closing: Closing, now: number): Closing =>
  changed(closing, {
    state: 'closed',
    done: [...CLOSING_PARTS],
    ...keptFor(closing, now),
    closedAt: iso(now),
  });

/** All of what a vendor kept that is not among these was looked for after the end, and is gone. */
export const askedAgain = (closing: Closing, left: readonly Held[], now: number): Closing => {
  const entries = closing.entries.map((entry) =>
    entry.at !== undefined || left.some((one) => isSame(one, entry)) ? entry : { ...entry, at: iso(now) },
  );
  return changed(closing, { entries, failures: 0, ...keptFor({ ...closing, entries }, now) });
};
