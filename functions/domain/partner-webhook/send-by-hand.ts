import type { Partner } from '../../contracts/api/answers.ts';
import type { DeliveryId, EndpointId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { type CapDeps, countToday } from '../limit/count-today.ts';
import { type Delivery, isSettled, newDelivery } from './delivery.ts';
import { replayed } from './delivery-steps.ts';
import { activeEndpoint } from './found-endpoint.ts';
import { trialEvent } from './partner-event.ts';
import type { Deliveries, Endpoints } from './ports.ts';

export type SendByHandDeps = {
  readonly endpoints: Pick<Endpoints, 'find'>;
  readonly deliveries: Pick<Deliveries, 'find' | 'create' | 'move'>;
  readonly ids: DerivedIds;
  readonly limits: CapDeps;
};

/** What a partner has us send by hand: we call a stranger's address each time, so a day has so many. */
const countOne = (
  limits: CapDeps,
  { partnerId, keyId }: Partner,
  effect: string | undefined,
  nowMs: number,
) =>
  countToday(limits)(
    { holder: { kind: 'partnerKey', partnerId, keyId }, cap: 'webhooks by hand of a partner key' },
    effect,
    nowMs,
  );

/**
 * Sends a trial there. `occasion` stands for the request: asked twice, there is one. Refuses with `endpoint_not_found`,
 * `endpoint_disabled`, `daily_cap_reached`.
 */
export const testEndpoint =
  ({ endpoints, deliveries, ids, limits }: SendByHandDeps) =>
  async (caller: Partner, endpointId: EndpointId, occasion: string, nowMs: number): Promise<Delivery> => {
    const endpoint = await activeEndpoint(endpoints, caller.partnerId, endpointId);
    await countOne(limits, caller, occasion, nowMs);
    const told = trialEvent(ids.event('webhook.test', occasion), endpointId, new Date(nowMs).toISOString());
    return deliveries.create(newDelivery(ids, endpoint, told));
  };

/**
 * Sends a delivery once more, under its id. One that is still to be sent stays as it is. Refuses with
 * `endpoint_not_found`, `delivery_not_found`, `endpoint_disabled`, `daily_cap_reached`, `changed_meanwhile`.
 */
export const replayDelivery =
  ({ endpoints, deliveries, limits }: SendByHandDeps) =>
  async (caller: Partner, endpointId: EndpointId, id: DeliveryId, nowMs: number): Promise<Delivery> => {
    const { partnerId } = caller;
    await activeEndpoint(endpoints, partnerId, endpointId);
    const from = await deliveries.find({ partnerId, endpointId, id });
    if (!from) throw new Refusal('delivery_not_found');
    if (!isSettled(from)) return from;
    await countOne(limits, caller, undefined, nowMs);
    const to = replayed(from, nowMs);
    if ((await deliveries.move(from, to, 'askAgain')) === 'changed') throw new Refusal('changed_meanwhile');
    return to;
  };
