import * as z from 'zod';
import { PartnerId, PartnerKeyId } from '../ids.ts';
import { PartnerScope, type RouteTable } from './route.ts';
import { email, givenInstant, instant, pageOf, paging, words } from './shapes.ts';

const PartnerShape = z
  .object({
    id: PartnerId,
    name: z.string(),
    email: z.string().meta({ description: 'Whom to ask about it' }),
    state: z.enum(['active', 'suspended']),
    since: instant,
  })
  .meta({ id: 'Partner' });

const PartnerKeyShape = z
  .object({
    id: PartnerKeyId,
    label: z.string(),
    scopes: z.array(PartnerScope),
    since: instant,
    endsAt: instant.optional().meta({ description: 'From then on it opens nothing' }),
    revokedAt: instant.optional(),
    lastUsedAt: instant.optional().meta({ description: 'The hour in which it was used last' }),
  })
  .meta({ id: 'PartnerKey' });

/** What a new key is answered with. */
const IssuedKey = z
  .object({
    key: PartnerKeyShape,
    secret: z.string().optional().meta({
      description:
        'The key itself, in the first answer only: nobody keeps it. A repeat has none: revoke that key and issue another',
    }),
  })
  .meta({ id: 'IssuedKey' });

const operator = { who: 'operator' } as const;
const ofPartner = z.strictObject({ partnerId: PartnerId });
const ofKey = ofPartner.extend({ keyId: PartnerKeyId });
const scopes = z
  .array(PartnerScope)
  .min(1)
  .max(PartnerScope.options.length)
  .refine((given) => new Set(given).size === given.length, 'each once');

/** Partners and their keys, as operators make them. */
export const partnerKeyRoutes = {
  createPartner: {
    method: 'POST',
    at: '/v1/operator/partners',
    summary: 'Make a partner; until it has a key it can ask for nothing',
    access: operator,
    body: z.strictObject({ name: words(120), email }),
    creates: true,
    status: 201,
    answer: PartnerShape,
    refuses: [],
  },
  listPartners: {
    method: 'GET',
    at: '/v1/operator/partners',
    summary: 'Partners',
    access: operator,
    query: z.strictObject(paging),
    status: 200,
    answer: pageOf(PartnerShape),
    refuses: ['cursor_invalid'],
  },
  showPartner: {
    method: 'GET',
    at: '/v1/operator/partners/{partnerId}',
    summary: 'A partner',
    access: operator,
    path: ofPartner,
    status: 200,
    answer: PartnerShape,
    refuses: ['partner_not_found'],
  },
  suspendPartner: {
    method: 'POST',
    at: '/v1/operator/partners/{partnerId}/suspend',
    summary: 'Have every key of a partner refused within a minute, until it is resumed',
    access: operator,
    path: ofPartner,
    status: 200,
    answer: PartnerShape,
    refuses: ['partner_not_found', 'changed_meanwhile'],
  },
  resumePartner: {
    method: 'POST',
    at: '/v1/operator/partners/{partnerId}/resume',
    summary: 'Let the keys of a suspended partner open again what they opened',
    access: operator,
    path: ofPartner,
    status: 200,
    answer: PartnerShape,
    refuses: ['partner_not_found', 'changed_meanwhile'],
  },
  listPartnerKeys: {
    method: 'GET',
    at: '/v1/operator/partners/{partnerId}/keys',
    summary: "A partner's keys, those that are over too; never a key itself",
    access: operator,
    path: ofPartner,
    status: 200,
    answer: z.object({ items: z.array(PartnerKeyShape) }),
    refuses: ['partner_not_found'],
  },
  issuePartnerKey: {
    method: 'POST',
    at: '/v1/operator/partners/{partnerId}/keys',
    summary: 'Make a key for a partner; it is shown in this answer and never again',
    access: operator,
    path: ofPartner,
    body: z.strictObject({ label: words(60), scopes, endsAt: givenInstant.optional() }),
    creates: true,
    status: 201,
    answer: IssuedKey,
    toldOnce: 'secret',
    refuses: ['partner_not_found', 'too_many_keys', 'changed_meanwhile'],
  },
  rotatePartnerKey: {
    method: 'POST',
    at: '/v1/operator/partners/{partnerId}/keys/{keyId}/rotate',
    summary: 'Make a key in the place of another, which goes on until it is changed everywhere',
    access: operator,
    path: ofKey,
    body: z.strictObject({
      oldEndsAt: givenInstant.optional().meta({
        description: 'Until when the old key goes on, 30 days from now at most; without it, it ends at once',
      }),
    }),
    creates: true,
    status: 201,
    answer: IssuedKey,
    toldOnce: 'secret',
    refuses: ['partner_not_found', 'key_not_found', 'key_ended', 'too_many_keys', 'changed_meanwhile'],
  },
  revokePartnerKey: {
    method: 'DELETE',
    at: '/v1/operator/partners/{partnerId}/keys/{keyId}',
    summary: 'End a key, which is refused within a minute',
    access: operator,
    path: ofKey,
    status: 204,
    refuses: ['partner_not_found', 'key_not_found', 'changed_meanwhile'],
  },
} as const satisfies RouteTable;
