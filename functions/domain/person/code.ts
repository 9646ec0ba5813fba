import type { Role } from '../../contracts/api/route.ts';
import type { CodeRequested } from '../../contracts/events.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Derivation, DerivedIds } from '../derived-ids.ts';
import type { Circle } from './person.ts';

/** What a code sent by e-mail lets its reader do. */
export type CodePurpose =
  | { readonly kind: 'sign-up'; readonly name: string }
  | { readonly kind: 'reset-password' }
  | {
      readonly kind: 'invitation';
      readonly businessId: BusinessId;
      readonly businessName: string;
      readonly role: Role;
    }
  | { readonly kind: 'operator-invitation'; readonly name: string };

/**
 * A code that was sent to an address: what it was made of, never the code itself. A new one replaces the one before.
 */
export type Code = {
  readonly v: 1;
  /** Stands for circle and address: keys hold no personal data. */
  readonly addressId: string;
  readonly circle: Circle;
  readonly email: string;
  readonly purpose: CodePurpose;
  readonly nonce: string;
  readonly triesLeft: number;
  /** ISO instants. */
  readonly requestedAt: string;
  readonly endsAt: string;
  /** How many have been sent to this address for this since `countedFrom`. */
  readonly sent: number;
  readonly countedFrom: string;
};

/** Whether its reader can still do something with it. */
export const isOpen = (code: Pick<Code, 'triesLeft' | 'endsAt'>, nowMs: number): boolean =>
  code.triesLeft > 0 && nowMs < Date.parse(code.endsAt);

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** With eight digits: one guess in twenty million. */
const TRIES = 5;
const LIVES_MS: Readonly<Record<CodePurpose['kind'], number>> = {
  'sign-up': 30 * MINUTE_MS,
  'reset-password': 30 * MINUTE_MS,
  invitation: 7 * DAY_MS,
  'operator-invitation': DAY_MS,
};
/** So much of one kind a stranger can make us write to somebody else's mailbox; invitations count by business. */
const MOST_A_WINDOW = 5;
const WINDOW_MS = 60 * MINUTE_MS;
const PAUSE_MS = 30_000;

/** Which of an address's codes: one a purpose, of invitations one a business. */
export type CodeOf =
  | { readonly kind: Exclude<CodePurpose['kind'], 'invitation'> }
  | { readonly kind: 'invitation'; readonly businessId: BusinessId };

export const codeName = (of: CodeOf): string =>
  of.kind === 'invitation' ? `${of.kind}#${of.businessId}` : of.kind;

/**
 * The code that is to be sent now, or undefined where this address has been sent enough for a while.
 * `nonce`: by chance, so that no two codes are alike.
 */
export const nextCode = (
  before: Code | undefined,
  wanted: Pick<Code, 'addressId' | 'circle' | 'email' | 'purpose'>,
  nonce: string,
  nowMs: number,
): Code | undefined => {
  const counts = before !== undefined && nowMs - Date.parse(before.countedFrom) < WINDOW_MS;
  const sent = counts ? before.sent : 0;
  if (sent >= MOST_A_WINDOW) return undefined;
  if (counts && nowMs - Date.parse(before.requestedAt) < PAUSE_MS) return undefined;
  const now = new Date(nowMs).toISOString();
  return {
    v: 1,
    ...wanted,
    nonce,
    triesLeft: TRIES,
    requestedAt: now,
    endsAt: new Date(nowMs + LIVES_MS[wanted.purpose.kind]).toISOString(),
    sent: sent + 1,
    countedFrom: counts ? before.countedFrom : now,
  };
};

/** What a MAC is spelled with. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** As it stands in the e-mail. Made anew from the row and our key whenever it is needed, and kept nowhere. */
export const digitsOf = (
  by: Pick<Derivation, 'mac'>,
  key: string,
  { addressId, purpose, nonce }: Pick<Code, 'addressId' | 'purpose' | 'nonce'>,
): string => {
  const mac = by.mac(key, 'code', addressId, codeName(purpose), nonce);
  let number = 0n;
  for (const letter of mac.slice(0, 24)) number = number * 32n + BigInt(LETTERS.indexOf(letter));
  return String(number % 100_000_000n).padStart(8, '0');
};

export const codeRequested = (ids: DerivedIds, code: Code): CodeRequested => ({
  v: 1,
  id: ids.event('code.requested', code.addressId, codeName(code.purpose), code.nonce),
  name: 'code.requested',
  at: code.requestedAt,
  addressId: code.addressId,
  code: codeName(code.purpose),
  nonce: code.nonce,
});
