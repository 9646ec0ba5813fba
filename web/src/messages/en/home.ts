import type { Need, OffBecause } from '../../../../functions/contracts/api/overview.ts';
import { many } from './many.ts';

const needs: Record<Need, { title: (count: number) => string; action: string }> = {
  past_due: { title: () => 'Your subscription could not be paid', action: 'Look at the bill' },
  fee_declined: {
    title: (count) => `${many(count, 'booking fee was', 'booking fees were')} declined by your card`,
    action: 'Look at the bill',
  },
  text_failed: {
    title: (count) => `${many(count, 'text has', 'texts have')} not arrived`,
    action: 'See whose',
  },
  call_to_return: {
    title: (count) => `${many(count, 'caller', 'callers')} may be worth a call back`,
    action: 'All calls since then',
  },
  onboarding_step: {
    title: (count) => `${many(count, 'step of setting up waits', 'steps of setting up wait')} for you`,
    action: 'Go on',
  },
  onboarding_stuck: { title: () => 'Setting up is stuck', action: 'See why' },
};

const off: Record<OffBecause, string> = {
  not_set_up: 'It is not set up yet.',
  suspended: 'It is suspended: callers are put through to you.',
  closing: 'The business is being closed: callers are put through to you.',
  unpaid: 'The subscription is not paid: callers are put through to you.',
};

export const home = {
  businessesTitle: 'Your businesses',
  openBusiness: 'Open a business',
  noBusinessTitle: 'You have no business here yet',
  noBusinessText:
    'Open one to get a number that your agent answers, or enter the code of an invitation that you were sent.',
  enterCode: 'I have an invitation',
  role: { owner: 'Owner', staff: 'Staff' },

  lineUp: 'Your line is up',
  lineDown: 'Your line is not up',
  off,
  callers: (number: string) => `Callers reach your agent at ${number}.`,
  goOn: 'Go on setting up',
  needsTitle: 'Needs you',
  nothingNeeded: 'Nothing needs you right now.',
  needs,
  since: (when: string) => `since ${when}`,
  callBack: (number: string) => `Call ${number} back`,
  theirCall: 'Their call',
  remark: (words: string | undefined) => (words ? `A call went badly: “${words}”` : 'A call went badly'),
  seeRemark: 'See the call',
  todayTitle: 'Today',
  calls: 'Calls',
  answered: 'Answered',
  missed: 'Not answered',
  booked: 'Booked',
  lastCall: 'Latest call',
  allCalls: 'All calls',
  noCalls: 'Calls will appear here as they come in.',
  nextTitle: 'Next appointments',
  noAppointments: 'What your agent books, or you enter, will stand here.',
  newAppointment: 'New appointment',
  allAppointments: 'All appointments',
  monthTitle: (month: string) => `This month so far · ${month}`,
  bookings: 'Bookings by the agent',
  fees: 'Booking fees',
  subscription: 'Subscription',
  noInvoice: 'no invoice yet',
  texts: 'Texts sent',
  minutes: 'Minutes on the phone',
  toBilling: 'The bill in full',
  incomplete: 'There was more than can be counted at once: these figures are too low.',
};
