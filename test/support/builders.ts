import type { AppointmentId, BusinessId, CallId } from '../../functions/contracts/ids.ts';
import type { Appointment } from '../../functions/domain/appointment/appointment.ts';
import type { Business } from '../../functions/domain/business/business.ts';

/** Monday 2026-11-23, 09:00 in Chicago: the day on which most tests play. */
export const MONDAY_MORNING = Date.parse('2026-11-23T15:00:00.000Z');

const MESSAGING = { from: '+15125550142', messagingProfileId: '4001a5d2-7c0e-4b1b-9a53-2a4f0f3b9c11' };

/** A heating firm in Austin, open on weekdays, one crew, whose texts carriers take. */
export const aBusiness = (differing: Partial<Business> = {}): Business => ({
  v: 1,
  id: 'biz_apexhvac01' as BusinessId,
  name: 'Apex Heating & Air',
  trade: 'hvac',
  address: '100 Congress Ave, Austin, TX 78701',
  worksAt: 'customer',
  zone: 'America/Chicago',
  dayOffsetMinutes: -360,
  hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '08:00', closes: '17:00' })),
  services: [{ id: 'furnace-repair', name: 'Furnace repair', durationMinutes: 60 }],
  crews: [{ id: 'a', name: 'Crew A' }],
  startEveryMinutes: 30,
  noticeMinutes: 60,
  horizonDays: 30,
  agentIds: ['agent_apexhvac01'],
  numbers: ['+15125550142'],
  owner: {
    email: 'owner@apexhvac.example',
    phones: ['+15125550199'],
    transferNumber: '+15125550199',
  },
  billing: {
    stripeCustomerId: 'cus_apexhvac01',
    defaultPaymentMethod: 'pm_apexhvac01',
    bookingFeeCents: 5000,
    subscription: 'active',
    feesDuringTrial: 'waive',
  },
  messaging: MESSAGING,
  clearedForTexts: { number: (differing.messaging ?? MESSAGING).from, since: '2026-11-02T15:00:00.000Z' },
  ...differing,
});

/** Dana Reyes's furnace, Tuesday 2026-11-24 at 09:00 in Chicago, booked on Monday at 09:00. */
type Booked = Appointment & { readonly callId: CallId };

/** One that was booked in a call. */
export const anAppointment = (differing: Partial<Booked> = {}): Booked => ({
  v: 1,
  id: 'apt_danareyes0000000000000001' as AppointmentId,
  businessId: 'biz_apexhvac01' as BusinessId,
  callId: 'call_danareyes01' as CallId,
  status: 'booked',
  version: 1,
  attempt: 0,
  serviceId: 'furnace-repair',
  serviceName: 'Furnace repair',
  durationMinutes: 60,
  crewId: 'a',
  startsAt: '2026-11-24T15:00:00.000Z',
  zone: 'America/Chicago',
  localStart: '2026-11-24T09:00',
  customer: { name: 'Dana Reyes', phone: '+15125550187', address: '12 Oak St, Austin' },
  textConsent: true,
  confirmationCode: 'K7QF2M',
  bookedAt: '2026-11-23T15:00:00.000Z',
  ...differing,
});

/** A clock that stands still until it is moved. */
export const aClock = (startMs: number = MONDAY_MORNING) => {
  let now = startMs;
  return {
    now: () => now,
    /** Moves on by so many milliseconds. */
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
};
