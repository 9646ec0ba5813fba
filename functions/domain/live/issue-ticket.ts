import type { Answers } from '../../contracts/api/answers.ts';
import type { liveRoutes } from '../../contracts/api/live.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { LIVE_TICKET_SECONDS } from '../../contracts/live.ts';
import type { Derivation } from '../derived-ids.ts';
import type { LiveTickets } from './ports.ts';
import { ticketFingerprint, ticketOf } from './ticket.ts';

export type LiveDeps = {
  readonly of: (business: BusinessId) => Promise<{ readonly liveTickets: LiveTickets }>;
  readonly by: Derivation;
  /** By chance, and no two are alike. */
  readonly nonce: () => string;
  readonly liveUrl: string;
};

/** A ticket for this sign-in of this person and this business, which opens the live channel once. */
export const liveAnswers = ({ of, by, nonce, liveUrl }: LiveDeps): Answers<typeof liveRoutes> => ({
  async openLive({ path: { businessId }, caller: { personId, sessionId }, nowMs }) {
    const { liveTickets } = await of(businessId);
    const ticket = ticketOf(businessId, nonce());
    const expiresAt = new Date(nowMs + LIVE_TICKET_SECONDS * 1000).toISOString();
    await liveTickets.put(ticketFingerprint(by, ticket), {
      v: 1,
      businessId,
      personId,
      sessionId,
      endsAt: expiresAt,
    });
    return { ticket, url: liveUrl, expiresAt };
  },
});
