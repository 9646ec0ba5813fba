import * as z from 'zod';
import { groupParam, textParam } from '../bracket-params.ts';
import { type Chance, newUuid } from '../chance.ts';
import { snapshot } from '../snapshot.ts';
import type { Clock } from '../vendor-model.ts';
import { type ApiRoute, allowQuery, answerData, decline, pageOfData, readBody } from './api-call.ts';
import type { Inventory } from './inventory.ts';
import { telnyxInstant } from './message.ts';
import type { ToSettle } from './to-settle.ts';

export type OrderState = 'pending' | 'success' | 'failure';

export type WireOrder = ReturnType<typeof newOrder>;

type OrderFacts = {
  readonly id: string;
  readonly numbers: readonly string[];
  readonly status: OrderState;
  readonly connectionId: string;
  readonly messagingProfileId: string;
  readonly reference: string;
  readonly subOrders?: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** An order as it is answered and told. Its numbers have ids of the order's own: they are not those of the numbers. */
export const newOrder = (facts: OrderFacts, chance: Chance) => ({
  id: facts.id,
  record_type: 'number_order',
  status: facts.status,
  requirements_met: facts.status !== 'failure',
  phone_numbers_count: facts.numbers.length,
  connection_id: facts.connectionId,
  messaging_profile_id: facts.messagingProfileId,
  customer_reference: facts.reference,
  sub_number_orders_ids: facts.subOrders ?? [],
  phone_numbers: facts.numbers.map((number) => ({
    id: newUuid(chance),
    record_type: 'number_order_phone_number',
    phone_number: number,
    country_code: 'US',
    country_iso_alpha2: 'US',
    phone_number_type: 'local',
    requirements_met: facts.status !== 'failure',
    requirements_status: facts.status === 'success' ? 'approved' : 'pending',
    regulatory_requirements: [] as readonly object[],
    status: facts.status,
  })),
  created_at: telnyxInstant(facts.at),
  updated_at: telnyxInstant(facts.at),
});

const orderShape = z.strictObject({
  phone_numbers: z.array(z.strictObject({ phone_number: z.string() })).min(1),
  connection_id: z.string().optional(),
  messaging_profile_id: z.string().optional(),
  customer_reference: z.string().optional(),
});

export type NumberOrders = {
  readonly routes: readonly ApiRoute[];
  orders(): WireOrder[];
};

/** Orders: pending, and by the clock won or lost. */
export const createNumberOrders = (deps: {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly inventory: Inventory;
  readonly toSettle: ToSettle;
  readonly takesMs: number;
  readonly verdict: () => 'success' | 'failure';
  readonly isConnection: (id: string) => boolean;
  readonly isProfile: (id: string) => boolean;
  /** The numbers are ours from now on. */
  readonly own: (order: WireOrder) => void;
  readonly tell: (order: WireOrder) => void;
}): NumberOrders => {
  const { clock, chance, inventory } = deps;
  const orders = new Map<string, WireOrder>();

  const settle = (order: WireOrder): void => {
    const status = deps.verdict();
    order.status = status;
    order.requirements_met = status === 'success';
    order.updated_at = telnyxInstant(clock.now());
    for (const one of order.phone_numbers) {
      one.status = status;
      one.requirements_met = status === 'success';
      one.requirements_status = status === 'success' ? 'approved' : 'pending';
    }
    if (status === 'success') deps.own(order);
    deps.tell(snapshot(order));
  };

  const create: ApiRoute['run'] = ({ body }) => {
    const asked = readBody(orderShape, body);
    const missing = (id: string | undefined, isThere: (id: string) => boolean, pointer: string): void => {
      if (id !== undefined && !isThere(id)) throw decline(400, '10017', { source: { pointer } });
    };
    missing(asked.connection_id, deps.isConnection, '/connection_id');
    missing(asked.messaging_profile_id, deps.isProfile, '/messaging_profile_id');
    const numbers = asked.phone_numbers.map(({ phone_number: number }) => number);
    const gone = numbers.find((number) => !inventory.isOffered(number));
    if (gone !== undefined) {
      const detail = `The phone number '${gone}' is not available. Only numbers that a search has shown can be ordered.`;
      throw decline(400, '10015', { detail, source: { pointer: '/phone_numbers' } });
    }
    for (const number of numbers) inventory.take(number);
    const facts = {
      id: newUuid(chance),
      numbers,
      status: 'pending' as OrderState,
      connectionId: asked.connection_id ?? '',
      messagingProfileId: asked.messaging_profile_id ?? '',
      reference: asked.customer_reference ?? '',
      subOrders: [newUuid(chance)],
      at: clock.now(),
    };
    const order = newOrder(facts, chance);
    orders.set(order.id, order);
    deps.toSettle.add(order.id, deps.takesMs, () => settle(order));
    return answerData(snapshot(order));
  };

  const list: ApiRoute['run'] = ({ query }) => {
    allowQuery(query, 'filter[customer_reference]', 'filter[status]', 'page[number]', 'page[size]');
    const filter = groupParam(query, 'filter');
    const reference = textParam(filter, 'customer_reference');
    const status = textParam(filter, 'status');
    const found = [...orders.values()]
      // Nothing says that the whole has to agree: whoever asks has to look at what they get.
      .filter((order) => reference === undefined || order.customer_reference.includes(reference))
      .filter((order) => status === undefined || order.status === status)
      .reverse()
      .map((order) => ({
        ...order,
        phone_numbers: order.phone_numbers.map(({ id, phone_number }) => ({ id, phone_number })),
      }));
    return pageOfData(found, query);
  };

  const retrieve: ApiRoute['run'] = ({ ids: [id = ''] }) => {
    const order = orders.get(id);
    if (order === undefined) throw decline(404, '10005');
    return answerData(snapshot(order));
  };

  return {
    routes: [
      { method: 'POST', path: /^\/v2\/number_orders$/, run: create },
      { method: 'GET', path: /^\/v2\/number_orders$/, run: list },
      { method: 'GET', path: /^\/v2\/number_orders\/([^/]+)$/, run: retrieve },
    ],
    orders: () => [...orders.values()].map(snapshot),
  };
};
