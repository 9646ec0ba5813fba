import type { PartnerEventName } from '../../contracts/api/partner-webhooks.ts';
import type { DeliveryRequested } from '../../contracts/events.ts';
import type { DeliveryId, EndpointId, EventId, PartnerId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../derived-ids.ts';
import type { Endpoint } from './endpoint.ts';

/** One event, told to one endpoint. */
export type Delivery = {
  readonly v: 1;
  readonly id: DeliveryId;
  readonly partnerId: PartnerId;
  readonly endpointId: EndpointId;
  /** What its receiver knows it by, the same in every attempt. */
  readonly eventId: EventId;
  readonly type: PartnerEventName | 'webhook.test';
  /** JSON, written once: it says what was then. No personal data. */
  readonly body: string;
  readonly state: 'waiting' | 'sending' | 'delivered' | 'failed';
  /** Rises with every change: a worker that lost its claim can write nothing. */
  readonly epoch: number;
  readonly createdAt: string;
  /** ISO instant before which nothing is to be done; absent once nothing more is to be done. */
  readonly dueAt?: string | undefined;
  /** ISO instant of the live claim. */
  readonly claimedAt?: string | undefined;
  /** Tries that were begun since it was made, or replayed last. */
  readonly attempts: number;
  /** Of the last answer; nothing else of it is kept. */
  readonly lastStatus?: number | undefined;
  /** Why there was no answer, or why it was given up. A code. */
  readonly lastProblem?: string | undefined;
  readonly settledAt?: string | undefined;
  readonly correlationId?: string | undefined;
};

export type DeliveryPlace = Pick<Delivery, 'partnerId' | 'endpointId' | 'id'>;

export const isSettled = ({ state }: Delivery): boolean => state === 'delivered' || state === 'failed';

/** What is to be told. */
export type Told = Pick<Delivery, 'eventId' | 'type' | 'body' | 'correlationId'> & {
  /** ISO instant. */
  readonly at: string;
};

export const newDelivery = (ids: DerivedIds, { id, partnerId }: Endpoint, told: Told): Delivery => ({
  v: 1,
  id: ids.webhookDelivery(id, told.eventId, Date.parse(told.at)),
  partnerId,
  endpointId: id,
  eventId: told.eventId,
  type: told.type,
  body: told.body,
  state: 'waiting',
  epoch: 0,
  createdAt: told.at,
  dueAt: told.at,
  attempts: 0,
  correlationId: told.correlationId,
});

/** By its epoch another event each time: what was announced once is not announced again. */
export const deliveryRequested = (ids: DerivedIds, delivery: Delivery): DeliveryRequested => ({
  v: 1,
  id: ids.event('delivery.requested', delivery.id, delivery.epoch),
  name: 'delivery.requested',
  at: delivery.dueAt ?? delivery.createdAt,
  correlationId: delivery.correlationId,
  partnerId: delivery.partnerId,
  endpointId: delivery.endpointId,
  deliveryId: delivery.id,
});
