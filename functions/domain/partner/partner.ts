import type { PartnerScope } from '../../contracts/api/route.ts';
import type { BusinessId, PartnerId, PartnerKeyId } from '../../contracts/ids.ts';

/** Somebody whose programs open businesses for others. An operator makes them, and gives them keys. */
export type Partner = {
  readonly v: 1;
  readonly id: PartnerId;
  readonly name: string;
  /** Whom to ask about it. */
  readonly email: string;
  /** None of the keys of a `suspended` one opens anything. */
  readonly state: 'active' | 'suspended';
  /** ISO instant. */
  readonly since: string;
  /** Goes up with every change of the partner or of a key of theirs; what is written must follow from what was read. */
  readonly version: number;
};

/** What a partner's program shows in the place of a token: what it was made of, never the key itself. */
export type PartnerKey = {
  readonly v: 1;
  readonly id: PartnerKeyId;
  readonly partnerId: PartnerId;
  /** What operators call it. */
  readonly label: string;
  readonly scopes: readonly PartnerScope[];
  /** Lower-case hexadecimal SHA-256 of the whole key. It has 256 bits of chance, so that there is nothing to try out. */
  readonly hash: string;
  /** ISO instants. From `endsAt` on, or once it is revoked, it opens nothing. */
  readonly since: string;
  readonly endsAt?: string | undefined;
  readonly revokedAt?: string | undefined;
  /** The key in whose place it was made. */
  readonly replaces?: PartnerKeyId | undefined;
};

/** A business that a partner has opened. */
export type PartnerBusiness = {
  readonly v: 1;
  readonly partnerId: PartnerId;
  readonly businessId: BusinessId;
  /** The partner's own id of it. */
  readonly externalId?: string | undefined;
  /** ISO instant. */
  readonly since: string;
};

/** As many as are needed to change one at a time in several places, and few enough to know what each is for. */
export const MOST_LIVE_KEYS = 5;

export const isLive = ({ endsAt, revokedAt }: PartnerKey, nowMs: number): boolean =>
  revokedAt === undefined && (endsAt === undefined || nowMs < Date.parse(endsAt));

/** Whether one more key may be made beside these. */
export const hasRoom = (keys: readonly PartnerKey[], nowMs: number): boolean =>
  keys.filter((key) => isLive(key, nowMs)).length < MOST_LIVE_KEYS;
