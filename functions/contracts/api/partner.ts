import * as z from 'zod';
import { BusinessId, PartnerId, PartnerKeyId } from '../ids.ts';
import { BusinessShape, NewBusiness } from './business-shapes.ts';
import { areaCodeField, lineWishFields, OnboardingShape, stepRoutes } from './onboarding.ts';
import { PartnerScope, type RouteTable } from './route.ts';
import { instant, ofBusiness, pageOf, paging } from './shapes.ts';
import { TRADE_PACKS_ROUTE } from './trade-packs.ts';
import { FeeTotals } from './usage.ts';

/** A partner's own name for a business: an id of theirs, and no place for what people are called. */
const externalId = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,64}$/)
  .meta({
    description: "The partner's own id of the business; no two of a partner's businesses have the same",
  });

const PartnerBusiness = z
  .object({ businessId: BusinessId, externalId: externalId.optional(), since: instant })
  .meta({ id: 'PartnerBusiness' });

const count = z.number().int().min(0);
const month = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
  .meta({ description: '`YYYY-MM`' });

/** Given, its onboarding begins at once: profile, services and hours are confirmed by the partner. */
const LineWish = z
  .strictObject({ areaCode: areaCodeField, forwardFrom: lineWishFields.forwardFrom })
  .meta({ id: 'LineWish' });

const to = (scope: PartnerScope | 'any') => ({ who: 'partner', scope }) as const;

/** Another partner's business, which does not exist for this one; or one that is its owner's by now. */
const NOT_THEIRS = ['business_not_found', 'owner_took_over'] as const;
const steps = stepRoutes('/v1/partner/businesses/{businessId}/onboarding', to('businesses:write'));
/**
 * What an owner says to a partner's program in place of the dashboard, until they have accepted the invitation. Nobody but the
 * owner can know the code or pay.
 */
const onboardingOfPartner = {
  sendPhoneCodeForOwner: { ...steps.sendPhoneCode, refuses: [...steps.sendPhoneCode.refuses, ...NOT_THEIRS] },
  provePhoneForOwner: { ...steps.provePhone, refuses: [...steps.provePhone.refuses, ...NOT_THEIRS] },
  openCheckoutForOwner: { ...steps.openCheckout, refuses: [...steps.openCheckout.refuses, ...NOT_THEIRS] },
  chooseAreaForOwner: { ...steps.chooseArea, refuses: [...steps.chooseArea.refuses, ...NOT_THEIRS] },
  registerTextingForOwner: {
    ...steps.registerTexting,
    refuses: [...steps.registerTexting.refuses, ...NOT_THEIRS],
  },
  textPinForOwner: { ...steps.textPin, refuses: [...steps.textPin.refuses, ...NOT_THEIRS] },
  provePinForOwner: { ...steps.provePin, refuses: [...steps.provePin.refuses, ...NOT_THEIRS] },
  forwardCallsForOwner: { ...steps.forwardCalls, refuses: [...steps.forwardCalls.refuses, ...NOT_THEIRS] },
  leaveOutForOwner: { ...steps.leaveOut, refuses: [...steps.leaveOut.refuses, ...NOT_THEIRS] },
  retryStepForOwner: { ...steps.retryStep, refuses: [...steps.retryStep.refuses, ...NOT_THEIRS] },
} as const satisfies RouteTable;

/** What a partner's programs ask for, by a key that an operator gave the partner. */
export const partnerRoutes = {
  showKey: {
    method: 'GET',
    at: '/v1/partner',
    summary: 'Whose key this is, and what it may be used for',
    access: to('any'),
    status: 200,
    answer: z.object({
      partnerId: PartnerId,
      name: z.string(),
      keyId: PartnerKeyId,
      scopes: z.array(PartnerScope),
      endsAt: instant.optional().meta({ description: 'From then on this key opens nothing' }),
    }),
    refuses: [],
  },
  listPartnerTradePacks: { ...TRADE_PACKS_ROUTE, at: '/v1/partner/trade-packs', access: to('any') },
  openBusinessForOwner: {
    method: 'POST',
    at: '/v1/partner/businesses',
    summary:
      'Open a business and invite its owner, who takes it over with the code that is sent to `owner.email`',
    access: to('businesses:write'),
    body: NewBusiness.extend({ externalId: externalId.optional(), line: LineWish.optional() }),
    creates: true,
    status: 201,
    answer: PartnerBusiness,
    refuses: ['reference_taken', 'owner_took_over', 'daily_cap_reached'],
  },
  listPartnerBusinesses: {
    method: 'GET',
    at: '/v1/partner/businesses',
    summary: 'The businesses that this partner has opened',
    access: to('businesses:read'),
    query: z.strictObject(paging),
    status: 200,
    answer: pageOf(PartnerBusiness),
    refuses: ['cursor_invalid'],
  },
  showPartnerBusiness: {
    method: 'GET',
    at: '/v1/partner/businesses/{businessId}',
    summary: 'One of them: its settings, and how far it has come',
    access: to('businesses:read'),
    path: ofBusiness,
    status: 200,
    answer: PartnerBusiness.extend({
      hasOwner: z.boolean().meta({ description: 'Whether an owner has accepted the invitation' }),
      settings: BusinessShape.omit({ id: true }),
      onboarding: OnboardingShape.optional().meta({ description: 'Absent: nobody has begun it' }),
    }).meta({ id: 'PartnerBusinessInFull' }),
    refuses: ['business_not_found'],
  },
  ...onboardingOfPartner,
  showPartnerUsage: {
    method: 'GET',
    at: '/v1/partner/usage',
    summary:
      'What the businesses of this partner used in a month, page by page, and how often each key was used',
    access: to('usage:read'),
    query: z.strictObject({ month, ...paging, limit: z.coerce.number().int().min(1).max(10).default(5) }),
    status: 200,
    answer: pageOf(
      z.object({
        businessId: BusinessId,
        externalId: externalId.optional(),
        zone: z.string().meta({ description: 'By whose clock the month is' }),
        calls: count,
        minutes: count.meta({ description: 'Of all calls together, rounded up' }),
        bookings: count.meta({ description: 'Made by the agent, those that were cancelled later included' }),
        fees: FeeTotals,
        isComplete: z
          .boolean()
          .meta({ description: 'false: there was more than we count at once; the figures are too low' }),
      }),
    )
      .extend({
        month,
        keys: z.array(z.object({ keyId: PartnerKeyId, requests: count }).meta({ id: 'KeyUsage' })),
      })
      .meta({ id: 'PartnerUsage' }),
    refuses: ['cursor_invalid'],
  },
} as const satisfies RouteTable;
