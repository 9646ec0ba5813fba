import * as z from 'zod/mini';
import type { Derivation } from '../../domain/derived-ids.ts';
import type { ProvisionFact } from '../../domain/provision/provision.ts';
import { readVendor } from '../../runtime/read-vendor.ts';
import type { TelnyxEvent } from './envelope.ts';

const id = z.string().check(z.minLength(1), z.maxLength(128));
const word = z.nullish(z.string().check(z.maxLength(128)));
const sentence = z.nullish(z.string());
const e164 = z.string().check(z.regex(/^\+[1-9]\d{6,14}$/));

const NumberOrder = z.object({
  id,
  status: z.string().check(z.minLength(1), z.maxLength(64)),
  requirements_met: z.nullish(z.boolean()),
  connection_id: word,
  messaging_profile_id: word,
  customer_reference: word,
  phone_numbers: z.nullish(
    z.array(z.object({ phone_number: e164, status: word, requirements_status: word })),
  ),
});

/** We name an order `<business>:<our id of it>`. */
const claimed = (reference: string | null | undefined): string | undefined =>
  /^(biz_[0-9A-Za-z]+)(?::|$)/.exec(reference ?? '')?.[1];

export const readNumberOrder = ({ occasion, at, payload }: TelnyxEvent): ProvisionFact => {
  const order = readVendor(NumberOrder, payload, 'telnyx', occasion.type);
  const numbers = order.phone_numbers ?? [];
  return {
    kind: 'provision',
    occasion,
    at,
    what: 'number-order',
    id: order.id,
    aspect: 'order',
    details: {
      status: order.status,
      requirementsMet: order.requirements_met ?? undefined,
      connectionId: order.connection_id ?? undefined,
      messagingProfileId: order.messaging_profile_id ?? undefined,
      reference: order.customer_reference ?? undefined,
      numbers: numbers.map(({ phone_number, status, requirements_status }) => ({
        number: phone_number,
        status: status ?? undefined,
        requirementsStatus: requirements_status ?? undefined,
      })),
    },
    names: { numbers: numbers.map(({ phone_number }) => phone_number), orderId: order.id },
    claimedBusinessId: claimed(order.customer_reference),
  };
};

/** `reasons` are lists of words or of objects. */
const Registration = z.object({
  type: word,
  eventType: word,
  status: word,
  identityStatus: word,
  campaignStatus: word,
  description: sentence,
  reasons: z.optional(z.unknown()),
  isTMobileRegistered: z.nullish(z.boolean()),
  brandId: z.nullish(id),
  campaignId: z.nullish(id),
  phoneNumber: z.nullish(e164),
});

const isRegistration = (body: unknown): body is Record<string, unknown> =>
  typeof body === 'object' &&
  body !== null &&
  !('data' in body) &&
  ('campaignId' in body || 'brandId' in body);

/**
 * 10DLC tells of itself in two ways: in the envelope of all events, as its documentation shows it, and flat, without an id
 * or a time, as the API's description has it. A flat one is known again by its content and happened when we heard it.
 */
export const flatRegistration = (
  body: unknown,
  receivedAt: string,
  by: Pick<Derivation, 'digest'>,
): TelnyxEvent | undefined => {
  if (!isRegistration(body)) return undefined;
  const eventId = `10dlc:${by.digest('10dlc', JSON.stringify(body)).slice(0, 26)}`;
  const type = 'campaignId' in body ? '10dlc.campaign.update' : '10dlc.brand.update';
  return { occasion: { vendor: 'telnyx', eventId, type, receivedAt }, at: receivedAt, payload: body };
};

const KINDS = {
  '10dlc.brand.update': 'brand',
  '10dlc.campaign.update': 'campaign',
  '10dlc.phone_number.update': 'number-assignment',
} as const;

export const isRegistrationType = (type: string): type is keyof typeof KINDS => Object.hasOwn(KINDS, type);

export const readRegistration = (
  { occasion, at, payload }: TelnyxEvent,
  type: keyof typeof KINDS,
): ProvisionFact => {
  const told = readVendor(Registration, payload, 'telnyx', type);
  const what = KINDS[type];
  const subject = { brand: told.brandId, campaign: told.campaignId, 'number-assignment': told.phoneNumber }[
    what
  ];
  return {
    kind: 'provision',
    occasion,
    at,
    what,
    id: readVendor(id, subject, 'telnyx', type),
    aspect: told.type ?? told.eventType ?? 'status',
    details: {
      status: told.status ?? told.campaignStatus ?? told.identityStatus ?? undefined,
      event: told.eventType ?? undefined,
      description: told.description ?? undefined,
      reasons: told.reasons === undefined ? undefined : JSON.stringify(told.reasons),
      isTMobileRegistered: told.isTMobileRegistered ?? undefined,
    },
    names: {
      numbers: told.phoneNumber ? [told.phoneNumber] : [],
      campaignId: told.campaignId ?? undefined,
      brandId: told.brandId ?? undefined,
    },
    claimedBusinessId: undefined,
  };
};
