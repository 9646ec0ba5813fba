import type { EndpointId } from '../../functions/contracts/ids.ts';
import type { Delivery } from '../../functions/domain/partner-webhook/delivery.ts';
import type { Store } from './on-both-stores.ts';
import { type WebhookDesk, webhookDesk } from './webhook-desk.ts';

/** How a partner asks about deliveries to an endpoint. */
export const at = ({ asked }: WebhookDesk, endpointId: EndpointId) =>
  ({ ...asked(), path: { endpointId }, query: undefined, body: undefined, occasion: undefined }) as const;

export const replay = (desk: WebhookDesk, endpointId: EndpointId, { id: deliveryId }: Delivery) =>
  desk.api.replayWebhookDelivery({ ...at(desk, endpointId), path: { endpointId, deliveryId } });

/** The one there is. */
export const only = async (desk: WebhookDesk, endpoint: EndpointId): Promise<Delivery> => {
  const [one, ...more] = await desk.told(endpoint);
  if (!one || more.length > 0) throw new Error('not one delivery');
  return one;
};

/** A delivery that waits to be sent, of a desk of its own. */
export const aDelivery = async (table: Store) => {
  const desk = webhookDesk(table);
  const { id } = await desk.register();
  await desk.follow(desk.advanced('business', 'live'));
  const delivery = await only(desk, id);
  const row = async () => (await table.rows()).find(({ sk }) => String(sk).endsWith(delivery.id));
  return { desk, id, delivery, row };
};
