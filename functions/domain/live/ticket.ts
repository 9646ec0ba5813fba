import { BusinessId } from '../../contracts/ids.ts';
import { LIVE_PROTOCOL } from '../../contracts/live.ts';
import type { Derivation } from '../derived-ids.ts';

/** Says which business it is for, so that it is found among that business's rows; only characters that a header's token may have. */
export const ticketOf = (businessId: BusinessId, secret: string): string => `${businessId}.${secret}`;

export const ticketFingerprint = (by: Derivation, ticket: string): string => by.digest('live-ticket', ticket);

/** The ticket among the subprotocols that a page offers, with the business it names; undefined where there is none. */
export const ticketAmong = (
  offered: string | undefined,
): { readonly ticket: string; readonly businessId: BusinessId } | undefined => {
  const protocols = (offered ?? '').split(',').map((one) => one.trim());
  const [ticket, another] = protocols.filter((one) => one !== LIVE_PROTOCOL);
  if (!protocols.includes(LIVE_PROTOCOL) || ticket === undefined || another !== undefined) return undefined;
  const [, named] = /^([^.]{1,64})\.[\w-]{16,64}$/.exec(ticket) ?? [];
  const businessId = BusinessId.safeParse(named);
  return businessId.success ? { ticket, businessId: businessId.data } : undefined;
};
