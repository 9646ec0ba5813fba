import type { EndpointId, PartnerId } from '../../contracts/ids.ts';
import type { Page, PageWanted } from '../lists/ports.ts';
import type { Delivery, DeliveryPlace } from './delivery.ts';
import type { Endpoint, WebhookSecret } from './endpoint.ts';

/** Endpoints of partners. Everything that is read stands as it is now. */
export type Endpoints = {
  list(partner: PartnerId): Promise<readonly Endpoint[]>;
  find(partner: PartnerId, id: EndpointId): Promise<Endpoint | undefined>;
  /** `there`: this request came before. `full`: the partner has as many as they may, which two at once do not pass. */
  register(endpoint: Endpoint): Promise<'registered' | 'there' | 'full'>;
  remove(partner: PartnerId, id: EndpointId): Promise<'removed' | 'none'>;
  /** `changed`: its secrets are not as they were read, or it is gone. */
  setSecrets(from: Endpoint, secrets: readonly WebhookSecret[]): Promise<'done' | 'changed'>;
  /** Active again, as if nothing had failed. */
  enable(partner: PartnerId, id: EndpointId): Promise<'done' | 'none'>;

  /** Of one that is gone meanwhile nothing is noted. `at`: ISO instant. */
  noteSuccess(endpoint: Endpoint, at: string): Promise<void>;
  /** Since then, unless it failed before. */
  noteFailure(endpoint: Endpoint, at: string): Promise<void>;
  /** `failingSince`: unless something has arrived there since. */
  disable(endpoint: Endpoint, because: 'gone' | 'failing', failingSince?: string): Promise<void>;
};

/** Delivery rows. Every write is conditional on the row being as it was read. */
export type Deliveries = {
  /** Newest first. Refuses with `cursor_invalid`. */
  list(
    partner: PartnerId,
    endpoint: EndpointId,
    wanted: Pick<PageWanted, 'limit' | 'cursor'>,
  ): Promise<Page<Delivery>>;
  /** As it stands now. */
  find(place: DeliveryPlace): Promise<Delivery | undefined>;
  /** Writes it unless its id is taken, and gives back the one that is stored. The row asks to be sent, at once and until it is. */
  create(delivery: Delivery): Promise<Delivery>;
  /** `askAgain`: its row asks to be sent at once, as a new one does. */
  move(from: Delivery, to: Delivery, askAgain?: 'askAgain'): Promise<'moved' | 'changed'>;
};

/** Why nothing was answered. */
export type Unreachable =
  | 'address_refused'
  | 'name_not_found'
  | 'timeout'
  | 'certificate_invalid'
  | 'connection_failed';

export type Attempt =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly because: Unreachable };

export type WebhookSender = {
  /** Posts it once, signed with each of the secrets. Follows no redirect, and never throws for what happens there. */
  send(told: {
    readonly url: string;
    readonly id: string;
    readonly body: string;
    readonly secrets: readonly string[];
  }): Promise<Attempt>;
};

export type EndpointAddresses = {
  /** Whether events may be sent there: by how it is written, and by every address that its name has now. */
  isAllowed(url: string): Promise<boolean>;
};
