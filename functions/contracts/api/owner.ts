import * as z from 'zod';
import { AppointmentId } from '../ids.ts';
import { agentRoutes } from './agent.ts';
import { AppointmentShape, appointmentRoutes } from './appointments.ts';
import { AuditChainShape, AuditShape } from './audit.ts';
import { billingRoutes } from './billing.ts';
import {
  BusinessShape,
  crewsField,
  greetingField,
  hoursField,
  jobValueField,
  notificationsField,
  ownerFields,
  profileFields,
  servicesField,
} from './business-shapes.ts';
import { callRoutes } from './calls.ts';
import { CustomerId, customerRoutes } from './customers.ts';
import { explanationRoutes } from './explanations.ts';
import { exportRoutes } from './exports.ts';
import { FeeShape, feeRoutes } from './fees.ts';
import { insightRoutes } from './insights.ts';
import { leavingRoutes } from './leaving.ts';
import { page, pageOfAppointments, pageOfTexts, TextShape } from './listed-shapes.ts';
import { liveRoutes } from './live.ts';
import { onboardingRoutes } from './onboarding.ts';
import { overviewRoutes } from './overview.ts';
import { rehearsalRoutes } from './rehearsals.ts';
import { ANY_ROLE, OWNERS, type RouteTable } from './route.ts';
import { ofBusiness, pageOf } from './shapes.ts';
import { usageRoutes } from './usage.ts';

const anyMember = { who: 'member', roles: ANY_ROLE } as const;
const ownersOnly = { who: 'member', roles: OWNERS } as const;

const at = <Rest extends string>(rest: Rest) => `/v1/businesses/{businessId}${rest}` as const;

/** What members of a business read and change of it. */
export const ownerRoutes = {
  showBusiness: {
    method: 'GET',
    at: at(''),
    summary: 'The business and its settings',
    access: anyMember,
    path: ofBusiness,
    status: 200,
    answer: BusinessShape,
    refuses: [],
  },
  changeBusiness: {
    method: 'PATCH',
    at: at(''),
    summary: 'Change settings; what is left out stays',
    access: ownersOnly,
    path: ofBusiness,
    body: z
      .strictObject({
        ...profileFields,
        owner: z.strictObject(ownerFields),
        hours: hoursField,
        services: servicesField,
        crews: crewsField,
        startEveryMinutes: z.number().int().min(15).max(480).multipleOf(15),
        noticeMinutes: z.number().int().min(0).max(43_200),
        horizonDays: z.number().int().min(1).max(365),
        greeting: greetingField,
        notifications: notificationsField,
        jobValueCents: jobValueField,
      })
      .partial()
      .extend({ settingsVersion: z.number().int().min(0) }),
    status: 200,
    answer: BusinessShape,
    refuses: ['changed_meanwhile'],
  },
  ...agentRoutes,
  ...rehearsalRoutes,
  ...onboardingRoutes,
  ...leavingRoutes,
  ...exportRoutes,
  ...liveRoutes,
  ...callRoutes,
  listAppointments: {
    method: 'GET',
    at: at('/appointments'),
    summary: 'Appointments by when they begin, the earliest first',
    access: anyMember,
    path: ofBusiness,
    query: pageOfAppointments,
    status: 200,
    answer: pageOf(AppointmentShape),
    refuses: ['cursor_invalid'],
  },
  showAppointment: {
    method: 'GET',
    at: at('/appointments/{appointmentId}'),
    summary: 'An appointment with whom it is for, its fee and its texts',
    access: anyMember,
    path: ofBusiness.extend({ appointmentId: AppointmentId }),
    status: 200,
    answer: z.object({
      appointment: AppointmentShape,
      customerId: CustomerId.meta({
        description: 'Where the customer is shown, in a moment after the booking',
      }),
      fee: FeeShape.optional(),
      texts: z.array(TextShape),
    }),
    refuses: ['appointment_not_found'],
  },
  ...appointmentRoutes,
  ...explanationRoutes,
  ...customerRoutes,
  ...usageRoutes,
  ...overviewRoutes,
  ...insightRoutes,
  ...billingRoutes,
  ...feeRoutes,
  listTexts: {
    method: 'GET',
    at: at('/texts'),
    summary: 'Texts that we sent or did not send, whichever was asked for last first',
    access: anyMember,
    path: ofBusiness,
    query: pageOfTexts,
    status: 200,
    answer: pageOf(TextShape),
    refuses: ['cursor_invalid'],
  },
  listAudit: {
    method: 'GET',
    at: at('/audit'),
    summary: 'What was decided, by whom, the latest first',
    access: ownersOnly,
    path: ofBusiness,
    query: page,
    status: 200,
    answer: pageOf(AuditShape),
    refuses: ['cursor_invalid'],
  },
  judgeAudit: {
    method: 'GET',
    at: at('/audit/chain'),
    summary: 'Whether all that people decided is on record, unchanged and in order',
    access: ownersOnly,
    path: ofBusiness,
    status: 200,
    answer: AuditChainShape,
    refuses: [],
  },
} as const satisfies RouteTable;
