import * as z from 'zod';
import { MOST_IN_SIGHT } from '../retention.ts';
import { AppointmentShape } from './appointments.ts';
import { CallShape, page, TextShape } from './listed-shapes.ts';
import { ANY_ROLE, type RouteTable } from './route.ts';
import { instant, ofBusiness, pageOf } from './shapes.ts';

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

const member = { who: 'member', roles: ANY_ROLE } as const;

/** Who has called or has an appointment. */
export const customerRoutes = {
  listCustomers: {
    method: 'GET',
    at: '/v1/businesses/{businessId}/customers',
    summary: 'Customers, whoever had contact last first',
    access: member,
    path: ofBusiness,
    query: page,
    status: 200,
    answer: pageOf(CustomerShape),
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
      consent: z
        .object({ state: z.enum(['opted_in', 'opted_out']), at: instant, since: instant })
        .optional()
        .meta({ description: 'What they have said of texts, if anything' }),
    }),
    refuses: ['customer_not_found'],
  },
} as const satisfies RouteTable;
