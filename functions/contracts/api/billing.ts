import * as z from 'zod';
import { OWNERS, type RouteTable } from './route.ts';
import { ofBusiness } from './shapes.ts';

/** How a business pays for the service. */
export const billingRoutes = {
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
