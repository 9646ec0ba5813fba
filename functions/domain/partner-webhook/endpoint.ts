import type { PartnerEventName } from '../../contracts/api/partner-webhooks.ts';
import type { EndpointId, PartnerId } from '../../contracts/ids.ts';

/**
 * What deliveries are signed with: `whsec_` and 32 bytes in base64, as Standard Webhooks spells it. Kept as it is, since
 * a hash signs nothing; docs/adr/0016 says why no other place is safer.
 */
export type WebhookSecret = {
  readonly secret: string;
  /** Stands for the request that made it: asked twice, there is one. */
  readonly occasion: string;
  /** ISO instants. From `endsAt` on it signs nothing. */
  readonly since: string;
  readonly endsAt?: string | undefined;
};

/** An address of a partner's that events are sent to. */
export type Endpoint = {
  readonly v: 1;
  readonly id: EndpointId;
  readonly partnerId: PartnerId;
  readonly url: string;
  readonly events: readonly PartnerEventName[];
  readonly secrets: readonly WebhookSecret[];
  readonly state: 'active' | 'disabled';
  /** `gone`: it answered 410. `failing`: nothing but failures for days. */
  readonly disabledBecause?: 'gone' | 'failing' | undefined;
  /** ISO instants. */
  readonly since: string;
  readonly failingSince?: string | undefined;
  readonly lastDeliveredAt?: string | undefined;
  /** Goes up with every change of its secrets. */
  readonly version: number;
};

/** Each event is a delivery to every one of them. */
export const MOST_ENDPOINTS = 5;
/** Long enough to change it where signatures are verified. */
const BOTH_SIGN_MS = 24 * 3_600_000;
/** After so long of nothing but failures nobody is there any more. */
export const FAILS_AT_MOST_MS = 5 * 86_400_000;

/** What signs now, the newest first. */
export const liveSecrets = ({ secrets }: Endpoint, nowMs: number): readonly WebhookSecret[] =>
  secrets.filter(({ endsAt }) => endsAt === undefined || nowMs < Date.parse(endsAt));

/** A new secret beside the newest of those that sign. With it there are two: whoever changes it twice a day ends the oldest. */
export const withSecret = (
  endpoint: Endpoint,
  { secret, occasion }: Pick<WebhookSecret, 'secret' | 'occasion'>,
  nowMs: number,
): readonly WebhookSecret[] => {
  const since = new Date(nowMs).toISOString();
  const endsAt = new Date(nowMs + BOTH_SIGN_MS).toISOString();
  const before = liveSecrets(endpoint, nowMs).slice(0, 1);
  return [{ secret, occasion, since }, ...before.map((one) => ({ ...one, endsAt }))];
};

/** Since when every delivery has failed, where this one failed too. */
export const failingFrom = ({ failingSince }: Endpoint, nowMs: number): string =>
  failingSince ?? new Date(nowMs).toISOString();

export const isGivenUp = (failingSince: string, nowMs: number): boolean =>
  nowMs - Date.parse(failingSince) >= FAILS_AT_MOST_MS;
