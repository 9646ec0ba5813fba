import type { Derivation } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import type { LiveConnection } from './live.ts';
import type { AdmitToLive, LiveConnections } from './ports.ts';
import { ticketAmong, ticketFingerprint } from './ticket.ts';

/** So many pages of a business one person has open; the oldest gives way to the next. */
const MOST_OF_A_PERSON = 10;

export type ConnectionDeps = {
  readonly connections: LiveConnections;
  readonly admit: AdmitToLive;
};

/**
 * Lets a page in by its ticket, once. Refuses with `not_signed_in` whoever has none that opens, and whoever may no
 * longer look as `admit` does.
 */
export const openConnection =
  ({ connections, admit, by }: ConnectionDeps & { readonly by: Derivation }) =>
  async (connectionId: string, offered: string | undefined, nowMs: number): Promise<LiveConnection> => {
    const shown = ticketAmong(offered);
    if (!shown) throw new Refusal('not_signed_in');
    const fingerprint = ticketFingerprint(by, shown.ticket);
    const ticket = await connections.ticket(shown.businessId, fingerprint);
    if (!ticket || Date.parse(ticket.endsAt) <= nowMs) throw new Refusal('not_signed_in');
    const { businessId, personId, sessionId } = ticket;
    await admit({ personId, sessionId }, businessId);
    const since = new Date(nowMs).toISOString();
    const connection: LiveConnection = { v: 1, id: connectionId, businessId, personId, sessionId, since };
    if ((await connections.open(fingerprint, connection)) === 'used') throw new Refusal('not_signed_in');
    const theirs = (await connections.of(businessId))
      .filter((one) => one.personId === personId)
      .toSorted((one, other) => other.since.localeCompare(one.since));
    await Promise.all(theirs.slice(MOST_OF_A_PERSON).map((one) => connections.remove(one)));
    return connection;
  };
