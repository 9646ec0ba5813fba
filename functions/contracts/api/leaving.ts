import * as z from 'zod';
import { CLOSING_ENDS, CLOSING_PARTS, CLOSING_STATES, CLOSING_WAITS } from '../leaving.ts';
import { ANY_ROLE, OWNERS, type RouteTable } from './route.ts';
import { instant, ofBusiness } from './shapes.ts';

const SuspensionShape = z
  .object({ state: z.enum(['suspended', 'served']), since: instant })
  .meta({ id: 'Suspension' });

const ConfirmationShape = z
  .object({
    vendor: z.enum(['stripe', 'telnyx', 'retell']),
    what: z.string(),
    id: z.string().meta({ description: "The vendor's own id of it" }),
    at: instant
      .optional()
      .meta({ description: 'When the vendor was asked for it and had it no more; absent: it may be there' }),
  })
  .meta({ id: 'ClosingConfirmation' });

const ClosingShape = z
  .object({
    state: z.enum(CLOSING_STATES),
    ends: z.enum(CLOSING_ENDS),
    askedAt: instant,
    closedAt: instant.optional(),
    open: z.array(z.enum(CLOSING_PARTS)).meta({ description: 'What is not given up yet, in order' }),
    waitsFor: z.enum(CLOSING_WAITS).optional(),
    because: z.string().optional().meta({ description: "In the vendor's words, where one is waited for" }),
    looksAgainAt: instant.optional().meta({ description: 'When we look again by ourselves' }),
    erasesAt: instant.optional().meta({ description: 'When its personal data goes' }),
    erasedAt: instant.optional().meta({ description: 'When the last of its personal data was gone' }),
    kept: z
      .array(z.object({ what: z.string(), until: z.string() }))
      .meta({ description: 'What stays, and how long' }),
    confirmations: z.array(ConfirmationShape),
  })
  .meta({ id: 'Closing' });

const suspension = {
  method: 'PUT',
  summary: 'Have callers put through in place of being served, or serve them again; nothing is released',
  path: ofBusiness,
  body: z.strictObject({ state: z.enum(['suspended', 'served']) }),
  status: 200,
  answer: SuspensionShape,
} as const;
const close = {
  method: 'PUT',
  summary: 'Close the business, at once or when what is paid has ended; or see how far it has come',
  path: ofBusiness,
  body: z.strictObject({ ends: z.enum(CLOSING_ENDS).default('period-end') }),
  status: 202,
  answer: ClosingShape,
} as const;
const show = {
  method: 'GET',
  summary: 'What has been given up, by the word of each vendor, and what is still to be',
  path: ofBusiness,
  status: 200,
  answer: ClosingShape,
} as const;

const BASE = '/v1/businesses/{businessId}';

/** How an owner suspends a business, or leaves with it. A business that is closed is not opened again. */
export const leavingRoutes = {
  suspendBusiness: {
    ...suspension,
    at: `${BASE}/suspension`,
    access: { who: 'member', roles: OWNERS },
    refuses: ['business_closing'],
  },
  closeBusiness: {
    ...close,
    at: `${BASE}/closing`,
    access: { who: 'member', roles: OWNERS },
    refuses: [],
  },
  showClosing: {
    ...show,
    at: `${BASE}/closing`,
    access: { who: 'member', roles: ANY_ROLE },
    refuses: ['closing_not_found'],
  },
} as const satisfies RouteTable;

const OPERATOR = '/v1/operator/businesses/{businessId}';

/** The same where an operator does it for an owner. */
export const operatorLeavingRoutes = {
  suspendForOwner: {
    ...suspension,
    at: `${OPERATOR}/suspension`,
    access: { who: 'operator' },
    refuses: ['business_not_found', 'business_closing'],
  },
  closeForOwner: {
    ...close,
    at: `${OPERATOR}/closing`,
    access: { who: 'operator' },
    refuses: ['business_not_found'],
  },
  inspectClosing: {
    ...show,
    at: `${OPERATOR}/closing`,
    access: { who: 'operator' },
    refuses: ['closing_not_found'],
  },
} as const satisfies RouteTable;
