import type { Bearer } from '../../contracts/api/answers.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { LiveMessage } from '../../contracts/live.ts';
import type { LiveConnection, LiveTicket } from './live.ts';

/** Tickets lie under their fingerprint: whoever reads the table opens nothing. */
export type LiveTickets = {
  put(fingerprint: string, ticket: LiveTicket): Promise<void>;
};

export type LiveConnections = {
  /** As it lies there, expired or not; undefined once it was used. */
  ticket(businessId: BusinessId, fingerprint: string): Promise<LiveTicket | undefined>;
  /** Uses the ticket up and stores the connection, together. `used`: somebody was quicker. */
  open(fingerprint: string, connection: LiveConnection): Promise<'opened' | 'used'>;
  find(connectionId: string): Promise<LiveConnection | undefined>;
  of(businessId: BusinessId): Promise<readonly LiveConnection[]>;
  remove(connection: LiveConnection): Promise<void>;
  /** The latest `seq` of the business; 0 before the first. */
  latest(businessId: BusinessId): Promise<number>;
  /** Takes so many in a row; answers the last of them. */
  take(businessId: BusinessId, howMany: number): Promise<number>;
};

/** What the gateway of the channel does with a page that is connected. */
export type LivePages = {
  /** `gone`: there is no such connection (yet, or any more). `lost`: nobody knows; the page will notice. */
  send(connectionId: string, message: LiveMessage): Promise<'sent' | 'gone' | 'lost'>;
  close(connectionId: string): Promise<void>;
};

/** Refuses whoever may not look at the business, by our own rows. */
export type AdmitToLive = (bearer: Bearer, businessId: BusinessId) => Promise<unknown>;
