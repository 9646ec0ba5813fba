import * as z from 'zod/mini';
import { Refusal } from '../../domain/errors.ts';
import type { NumberOrder, Numbers, OfferedNumber, OwnedNumber } from '../../domain/provision/ports.ts';
import { log } from '../../runtime/log.ts';
import { platformOf } from '../secrets/platform-of.ts';
import type { TelnyxAccess } from './client.ts';
import { ifThere, provisioningCalls, wholePage } from './provisioning-calls.ts';

const MOST_OFFERED = 10;
/** Some of an area's numbers take no texts, and are left out here. */
const MOST_SEARCHED = 50;
const PAGE = 250;
/** A number that is only shown because it was once ours. */
const NOT_OURS = new Set(['deleted', 'ported-out', 'purchase-failed', 'port-failed']);

const id = z.string().check(z.minLength(1));
const word = z.nullish(z.string());

const Offers = z.object({
  data: z.array(
    z.object({
      phone_number: z.string(),
      features: z.array(z.object({ name: z.string() })),
      region_information: z.nullish(z.array(z.object({ region_type: z.string(), region_name: z.string() }))),
      cost_information: z.object({ monthly_cost: z.string() }),
    }),
  ),
});
const Order = z.object({
  id,
  status: z.enum(['pending', 'success', 'failure']),
  customer_reference: word,
  created_at: z.string(),
  phone_numbers: z.array(z.object({ phone_number: z.string() })),
});
const OrderAnswer = z.object({ data: Order });
const Orders = z.object({ data: z.array(Order), meta: z.object({ total_results: z.int() }) });
const Owned = z.object({
  id,
  phone_number: z.string(),
  status: z.string(),
  customer_reference: word,
  connection_id: word,
  messaging_profile_id: word,
});
const OwnedAnswer = z.object({ data: Owned });
const OwnedPage = z.object({ data: z.array(Owned), meta: z.object({ total_results: z.int() }) });
const Voice = z.object({
  data: z.object({
    call_forwarding: z.nullish(
      z.object({
        call_forwarding_enabled: z.nullish(z.boolean()),
        forwarding_type: word,
        forwards_to: word,
      }),
    ),
  }),
});
const Anything = z.unknown();

const offerOf = (offer: z.infer<typeof Offers>['data'][number]): OfferedNumber => {
  const place = offer.region_information?.find(({ region_type: type }) =>
    ['location', 'rate_center'].includes(type),
  );
  return {
    number: offer.phone_number,
    monthlyCents: Math.round(Number(offer.cost_information.monthly_cost) * 100),
    ...(place && { locality: place.region_name }),
  };
};

const orderOf = (order: z.infer<typeof Order>): NumberOrder => ({
  id: order.id,
  state: order.status,
  numbers: order.phone_numbers.map(({ phone_number: number }) => number),
});

/**
 * Numbers over Telnyx (https://developers.telnyx.com/docs/numbers/phone-numbers/number-orders). A number and its order name
 * the business by `customer_reference`; neither request knows idempotency keys, so nothing is sent twice in here.
 */
export const telnyxNumbers = (access: TelnyxAccess): Numbers => {
  const { change, look, secrets } = provisioningCalls(access);

  const forwardingOf = async (numberId: string): Promise<string | undefined> => {
    const { data } = await look('read forwarding', Voice, (telnyx) =>
      telnyx.phoneNumbers.voice.retrieve(numberId),
    );
    const forwarding = data.call_forwarding;
    const isOnFailure = forwarding?.call_forwarding_enabled && forwarding.forwarding_type === 'on-failure';
    return isOnFailure ? (forwarding.forwards_to ?? undefined) : undefined;
  };

  const ownedOf = async (owned: z.infer<typeof Owned>): Promise<OwnedNumber> => ({
    id: owned.id,
    number: owned.phone_number,
    reference: owned.customer_reference || undefined,
    connectionId: owned.connection_id || undefined,
    messagingProfileId: owned.messaging_profile_id || undefined,
    forwardsOnFailureTo: await forwardingOf(owned.id),
  });

  const held = async (filter: { phone_number: string } | { customer_reference: string }) => {
    const { data, meta } = await look('look for numbers', OwnedPage, (telnyx) =>
      telnyx.phoneNumbers.list({ filter, 'page[size]': PAGE }),
    );
    return wholePage('look for numbers', data, meta.total_results).filter(
      ({ status }) => !NOT_OURS.has(status),
    );
  };

  return {
    async search(areaCode) {
      try {
        const { data } = await look('search numbers', Offers, (telnyx) =>
          telnyx.availablePhoneNumbers.list({
            filter: {
              country_code: 'US',
              national_destination_code: areaCode,
              phone_number_type: 'local',
              exclude_held_numbers: true,
              limit: MOST_SEARCHED,
            },
          }),
        );
        return data
          .filter(({ features }) =>
            ['sms', 'voice'].every((wanted) => features.some(({ name }) => name === wanted)),
          )
          .slice(0, MOST_OFFERED)
          .map(offerOf);
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'vendor_refused') throw error;
        // Nothing else of this request ever differs: an area that it does not cover is answered so.
        log.warn('number.area-refused', { areaCode, because: error.facts.because });
        return [];
      }
    },

    async orders(businessId) {
      const { data, meta } = await look('look for orders', Orders, (telnyx) =>
        telnyx.numberOrders.list({ filter: { customer_reference: businessId }, 'page[size]': PAGE }),
      );
      return wholePage('look for orders', data, meta.total_results)
        .filter(({ customer_reference: reference }) => reference === businessId)
        .toSorted((one, other) => Date.parse(other.created_at) - Date.parse(one.created_at))
        .map(orderOf);
    },

    async order(businessId, number, messagingProfileId) {
      const { trunkId } = await platformOf(secrets);
      const { data } = await change('order number', OrderAnswer, (telnyx) =>
        telnyx.numberOrders.create({
          phone_numbers: [{ phone_number: number }],
          connection_id: trunkId,
          messaging_profile_id: messagingProfileId,
          customer_reference: businessId,
        }),
      );
      return orderOf(data);
    },

    async find(number) {
      // The filter takes digits only, and finds every number that has them somewhere.
      const found = await held({ phone_number: number.replace(/\D/g, '') });
      const owned = found.find(({ phone_number: its }) => its === number);
      return owned && ownedOf(owned);
    },

    async ofBusiness(businessId) {
      const found = await held({ customer_reference: businessId });
      const its = found.filter(({ customer_reference: reference }) => reference === businessId);
      return Promise.all(its.map(ownedOf));
    },

    async route(numberId, businessId, forwardTo) {
      const { trunkId } = await platformOf(secrets);
      await change('connect number', Anything, (telnyx) =>
        telnyx.phoneNumbers.update(numberId, { connection_id: trunkId, customer_reference: businessId }),
      );
      await change('forward number', Anything, (telnyx) =>
        telnyx.phoneNumbers.voice.update(numberId, {
          call_forwarding: {
            call_forwarding_enabled: true,
            forwarding_type: 'on-failure',
            forwards_to: forwardTo,
          },
        }),
      );
      const { data: shown } = await look('read number', OwnedAnswer, (telnyx) =>
        telnyx.phoneNumbers.retrieve(numberId),
      );
      const { connectionId, reference, forwardsOnFailureTo } = await ownedOf(shown);
      const isSo = connectionId === trunkId && reference === businessId && forwardsOnFailureTo === forwardTo;
      if (!isSo) {
        const because = 'read_back_differs';
        throw new Refusal('vendor_unavailable', { vendor: 'telnyx', operation: 'route number', because });
      }
    },

    async release(numberId) {
      await ifThere(change('release number', Anything, (telnyx) => telnyx.phoneNumbers.delete(numberId)));
    },
  };
};
