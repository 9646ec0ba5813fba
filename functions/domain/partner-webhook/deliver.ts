import type { DeliveryRequested } from '../../contracts/events.ts';
import type { PartnerId } from '../../contracts/ids.ts';
import type { Partner } from '../partner/partner.ts';
import { type Delivery, isSettled } from './delivery.ts';
import * as step from './delivery-steps.ts';
import { type Endpoint, failingFrom, isGivenUp, liveSecrets } from './endpoint.ts';
import type { Attempt, Deliveries, Endpoints, WebhookSender } from './ports.ts';

export type DeliverDeps = {
  readonly partners: { find(id: PartnerId): Promise<Partner | undefined> };
  readonly endpoints: Pick<Endpoints, 'find' | 'noteSuccess' | 'noteFailure' | 'disable'>;
  readonly deliveries: Pick<Deliveries, 'find' | 'move'>;
  readonly sender: WebhookSender;
  readonly clock: { now(): number };
};

/** The clocks of two containers do not agree to the second; less than the shortest pause. */
const EARLY_MS = 1000;
const GONE = 410;

/** Why it is not even tried. */
const whyNot = (endpoint: Endpoint | undefined, partner: Partner | undefined): string | undefined => {
  if (!endpoint) return 'endpoint_deleted';
  if (endpoint.state === 'disabled') return 'endpoint_disabled';
  return partner?.state === 'active' ? undefined : 'partner_suspended';
};

/**
 * Sends a delivery that is due, at least once and always under the same id. It is claimed first, so that of two workers one
 * posts; what is posted to, and signed with, is read after that. Whatever comes of it the row remembers, and wakes by
 * itself for the next try, so the message is acknowledged.
 */
export const deliver = (deps: DeliverDeps) => {
  const { partners, endpoints, deliveries, sender, clock } = deps;

  /** Whoever took over an old claim has written first: then that stands. */
  const write = async (from: Delivery, to: Delivery): Promise<Delivery['state'] | 'overtaken'> =>
    (await deliveries.move(from, to)) === 'moved' ? to.state : 'overtaken';

  const conclude = async (delivery: Delivery, endpoint: Endpoint, attempt: Attempt) => {
    const now = clock.now();
    const at = new Date(now).toISOString();
    const status = attempt.kind === 'answered' ? attempt.status : undefined;
    const failure = { status, problem: attempt.kind === 'unreachable' ? attempt.because : undefined };
    if (status !== undefined && status >= 200 && status < 300) {
      const outcome = await write(delivery, step.delivered(delivery, status, now));
      await endpoints.noteSuccess(endpoint, at);
      return outcome;
    }
    if (status === GONE) {
      const outcome = await write(delivery, step.failed(delivery, failure, now));
      await endpoints.disable(endpoint, 'gone');
      return outcome;
    }
    const outcome = await write(delivery, step.postponed(delivery, failure, now));
    const failingSince = failingFrom(endpoint, now);
    if (isGivenUp(failingSince, now)) await endpoints.disable(endpoint, 'failing', failingSince);
    else await endpoints.noteFailure(endpoint, at);
    return outcome;
  };

  return async (event: DeliveryRequested): Promise<string> => {
    const { partnerId, endpointId, deliveryId: id } = event;
    const delivery = await deliveries.find({ partnerId, endpointId, id });
    if (!delivery) return 'forgotten';
    const now = clock.now();
    if (isSettled(delivery)) return delivery.state;
    if (Date.parse(delivery.dueAt ?? delivery.createdAt) > now + EARLY_MS) return 'not_due';
    if (step.isWornOut(delivery)) return write(delivery, step.failed(delivery, { problem: 'cut_off' }, now));
    const claimed = step.claimed(delivery, now);
    if ((await deliveries.move(delivery, claimed)) !== 'moved') return 'claimed_by_another';
    const [endpoint, partner] = await Promise.all([
      endpoints.find(partnerId, endpointId),
      partners.find(partnerId),
    ]);
    const problem = whyNot(endpoint, partner);
    if (!endpoint || problem) return write(claimed, step.failed(claimed, { problem }, clock.now()));
    const { eventId, body } = delivery;
    const secrets = liveSecrets(endpoint, clock.now()).map(({ secret }) => secret);
    return conclude(claimed, endpoint, await sender.send({ url: endpoint.url, id: eventId, body, secrets }));
  };
};
