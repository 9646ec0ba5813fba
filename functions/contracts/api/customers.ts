import * as z from 'zod';
import { AppointmentId, CallId } from '../ids.ts';
import { MOST_IN_SIGHT } from '../retention.ts';
import { AppointmentShape } from './appointments.ts';
import { MOST_LOOKED_THROUGH } from './calls.ts';
import { CallShape, pageBy, TextShape } from './listed-shapes.ts';
import { ANY_ROLE, type RouteTable } from './route.ts';
import { instant, ofBusiness, pageOf, words } from './shapes.ts';

/** Stands for a phone number at one business: at another, the same number is another customer. */
export const CustomerId = z
  .string()
  .regex(/^cus_[a-z2-7]{26}$/)
  .brand<'CustomerId'>();
export type CustomerId = z.infer<typeof CustomerId>;

const CustomerShape = z
  .object({
    id: CustomerId,
    phone: z.string().meta({ description: 'E.164' }),
    name: z.string().optional().meta({ description: 'As given with the latest booking' }),
    firstAt: instant.meta({ description: 'The first call or booking that we know of' }),
    lastAt: instant.meta({ description: 'The latest' }),
  })
  .meta({ id: 'Customer' });

/** Why texts about an appointment are sent, or are not. */
export const TEXT_GROUNDS = [
  'said_yes',
  'asked',
  'not_noted',
  'said_no',
  'wrote_start',
  'not_asked',
] as const;

const ConsentShape = z
  .object({
    state: z.enum(['opted_in', 'opted_out']),
    at: instant.meta({ description: 'The latest word that said so' }),
    since: instant.meta({ description: 'The first' }),
    writtenAt: instant.optional().meta({
      description:
        'Their own latest text that said so. Absent: a carrier told us, or it was heard before this was kept',
    }),
  })
  .meta({ id: 'Consent' });

const ListedCustomerShape = CustomerShape.extend({
  consent: ConsentShape.optional().meta({
    description: 'What they have said of all texts of this business, if anything',
  }),
}).meta({ id: 'ListedCustomer' });

const AgreementShape = z
  .object({
    appointmentId: AppointmentId,
    callId: z.optional(CallId).meta({ description: 'The call in which it was booked, if there was one' }),
    ground: z.enum(TEXT_GROUNDS).meta({
      description:
        'In the call: `said_yes`, the agent noted a yes; `asked`, they asked for the text; `not_noted`, the agent noted no answer, which counts as yes; `said_no`, it noted that they had not agreed. Made by hand: `wrote_start`, they had asked this business for texts; `not_asked`, they had not. Nothing is sent for `said_no` and `not_asked`, nor to who is opted out',
    }),
    at: instant.meta({ description: 'When that was noted' }),
  })
  .meta({ id: 'Agreement' });

const member = { who: 'member', roles: ANY_ROLE } as const;

/** Who has called or has an appointment. */
export const customerRoutes = {
  listCustomers: {
    method: 'GET',
    at: '/v1/businesses/{businessId}/customers',
    summary: 'Customers, whoever had contact last first',
    access: member,
    path: ofBusiness,
    query: pageBy({
      words: words(80)
        .optional()
        .meta({
          description: `In the name, or three digits or more of the number. A page looks through ${MOST_LOOKED_THROUGH} customers: it may have fewer than \`limit\`, or none, and still a \`next\``,
        }),
    }),
    status: 200,
    answer: pageOf(ListedCustomerShape),
    refuses: ['cursor_invalid'],
  },
  showCustomer: {
    method: 'GET',
    at: '/v1/businesses/{businessId}/customers/{customerId}',
    summary: `A customer with their latest calls and appointments, up to ${MOST_IN_SIGHT} of each, the texts about them and what they have said of texts`,
    access: member,
    path: ofBusiness.extend({ customerId: CustomerId }),
    status: 200,
    answer: z.object({
      customer: CustomerShape,
      names: z.array(z.string()).meta({ description: 'Every name they gave, the latest first' }),
      calls: z.array(CallShape),
      appointments: z.array(AppointmentShape),
      texts: z.array(TextShape),
      consent: ConsentShape.optional().meta({
        description: 'What they have said of all texts of this business, if anything',
      }),
      agreements: z.array(AgreementShape).meta({
        description: 'Of each of these appointments, on what ground texts about it are sent or not',
      }),
    }),
    refuses: ['customer_not_found'],
  },
} as const satisfies RouteTable;
