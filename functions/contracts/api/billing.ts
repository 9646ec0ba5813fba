import * as z from 'zod';
import { OWNERS, type RouteTable } from './route.ts';
import { instant, ofBusiness } from './shapes.ts';

const cents = z.number().int();

const Plan = z
  .object({
    monthlyCents: cents,
    bookingFeeCents: cents,
    subscription: z
      .enum(['trialing', 'active', 'past_due', 'incomplete', 'unpaid', 'paused', 'cancelled'])
      .meta({ description: 'As Stripe last told' }),
    served: z
      .enum(['full', 'degraded'])
      .meta({ description: '`degraded`: callers are put through or leave a message' }),
    trialEndsAt: instant.optional(),
    pastDueSince: instant.optional(),
    graceUntil: instant
      .optional()
      .meta({ description: 'Until then a business that is past due is served in full' }),
    endsAt: instant
      .optional()
      .meta({ description: 'Where it was cancelled: what is paid is served until then' }),
    card: z
      .object({ brand: z.string(), last4: z.string(), expiryMonth: z.int(), expiryYear: z.int() })
      .optional(),
  })
  .meta({ id: 'Plan' });

/** How a business pays for the service. */
export const billingRoutes = {
  showBilling: {
    method: 'GET',
    at: '/v1/businesses/{businessId}/billing',
    summary: 'What the business pays for, what comes next, what this month came to, and its latest invoices',
    access: { who: 'member', roles: OWNERS },
    path: ofBusiness,
    cost: 5,
    status: 200,
    answer: z
      .object({
        plan: Plan,
        nextInvoice: z
          .object({
            at: instant,
            baseCents: cents,
            fees: z.literal('charged_at_once').meta({
              description: 'No booking fee is on it: each has an invoice of its own when it is booked',
            }),
          })
          .optional(),
        thisMonth: z.object({
          month: z.string().meta({ description: "`YYYY-MM` by the business's clock" }),
          zone: z.string(),
          from: instant,
          until: instant.meta({ description: 'Excluded' }),
          bookings: z.int().meta({ description: 'By the agent' }),
          feesCents: cents.meta({
            description: 'Of these bookings, without the waived ones; before anything went back',
          }),
          waivedCents: cents,
          givenBackCents: cents,
          isComplete: z.boolean().meta({ description: 'false: there was more than we count at once' }),
        }),
        invoices: z
          .array(
            z.object({
              id: z.string(),
              number: z.string().optional(),
              at: instant,
              state: z.enum([
                'not_finalised',
                'payment_failed',
                'action_required',
                'uncollectible',
                'void',
                'paid',
              ]),
              reason: z.string().optional(),
              currency: z.string(),
              totalCents: cents,
              paidCents: cents,
              givenBackCents: cents,
            }),
          )
          .max(12)
          .meta({
            description: 'Of the subscription, the latest first; those of booking fees are on the fees',
          }),
      })
      .meta({ id: 'Billing' }),
    refuses: ['not_subscribed'],
  },
  openBillingPortal: {
    method: 'POST',
    at: '/v1/businesses/{businessId}/billing-portal',
    summary: 'A page of Stripe on which the owner changes the card, sees invoices and cancels',
    access: { who: 'member', roles: OWNERS },
    path: ofBusiness,
    status: 200,
    answer: z
      .object({
        url: z.url().meta({ description: 'For this owner, now: it leads back and is not to be kept' }),
      })
      .meta({ id: 'BillingPortal' }),
    refuses: ['not_subscribed', 'vendor_refused', 'vendor_unavailable', 'vendor_outcome_unknown'],
  },
} as const satisfies RouteTable;
