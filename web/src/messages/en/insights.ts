import type { Insights, StepName } from '../../screens/insights/insights.ts';
import { formatCents, formatCount } from '../../ui/format.ts';
import { many } from './many.ts';

const step: Record<StepName, string> = {
  answered: 'Answered',
  qualified: 'Qualified',
  booked: 'Booked',
  kept: 'Kept',
};

const means: Record<StepName, string> = {
  answered: 'The agent picked up.',
  qualified: 'The caller asked for a time, an appointment or a text.',
  booked: 'An appointment was made in the call.',
  kept: 'Its appointment was not cancelled and is over. Whether the customer was there is not known.',
};

export const insights = {
  ownersOnly: 'Insights are for owners',
  ownersOnlyWhy:
    'They show what the business earns and pays. Ask an owner to make you one, or to tell you what you need.',
  period: 'Days',
  choices: {
    '7': 'Last 7 days',
    '30': 'Last 30 days',
    '90': 'Last 90 days',
    'this-month': 'This month',
    'last-month': 'Last month',
    own: 'Days of my choice',
  },
  first: 'First day',
  last: 'Last day',
  show: 'Show',
  daysOrder: 'The last day is before the first.',
  daysMany: (most: number) => `At most ${most} days can be shown at once.`,
  span: (days: string, before: string, zone: string) =>
    `${days}, beside the same number of days before: ${before}. Times are those of ${zone}.`,
  spanOf: (first: string, last: string) => (first === last ? first : `${first} – ${last}`),
  incomplete: (most: number) =>
    `There was more than the ${formatCount(most)} calls or bookings that are counted at once: these figures are too low. Choose fewer days.`,
  noneTitle: 'No calls in these days',
  noneWhy:
    'Once callers reach your agent in the days you have chosen, this shows what became of their calls, when they come, and what was booked. Nothing is guessed until then.',
  noneAction: 'Look at the last 90 days',
  asTable: 'Show as a table',
  before: 'Days before',
  thisPeriod: 'These days',

  glance: 'At a glance',
  calls: 'Calls',
  bookings: 'Bookings by the agent',
  fees: 'Booking fees',
  averageLength: 'Average length of a call',
  was: (value: string) => `${value} in the days before`,
  notKnown: 'not known',
  testCalls: (count: number) =>
    `${many(count, 'test call is', 'test calls are')} among the rows behind a figure of calls, but counted nowhere.`,
  ownBookings:
    'Bookings of test calls and of your own calls are among the rows behind a figure, but counted nowhere.',

  funnel: 'What became of calls',
  step,
  means,
  stepName: 'Step',
  share: 'Of answered calls',
  funnelPicture: (steps: readonly { name: string; count: number }[]) =>
    `Bars that become shorter from step to step: ${steps.map(({ name, count }) => `${name} ${formatCount(count)}`).join(', ')}.`,
  missed: (count: number) => `${many(count, 'call was', 'calls were')} not answered.`,
  toCome: (count: number) =>
    `${many(count, 'booked call has an appointment', 'booked calls have appointments')} still to come: ${count === 1 ? 'it' : 'they'} may yet be kept.`,
  noSteps: 'No call was answered in these days.',

  hours: 'When calls come',
  hour: 'Hour',
  hoursPicture: (busiest: string, count: number) =>
    `Calls by hour and weekday, the more the darker. Most come on ${busiest}: ${many(count, 'call', 'calls')}.`,
  hourCell: (weekday: string, hour: string) => `${weekday}, ${hour}`,
  noHours: 'No calls came in these days, so there are no busy hours to show.',

  overTime: 'Bookings and fees over time',
  day: 'Day',
  bookingsPerDay: 'Bookings by day',
  feesPerDay: 'Booking fees by day',
  callsPerDay: 'Calls by day',
  daysPicture: (what: string, total: string, best: string, most: string) =>
    `${what}: ${total} together; the most, ${most}, on ${best}.`,
  noBookings: 'Nothing was booked in these days. Each booking will stand on its day, with its fee.',
  most: (value: string) => `at most ${value} on a day`,

  services: 'By service',
  service: 'Service',
  kept: 'Kept',
  cancelled: 'Cancelled',
  noServices: 'Nothing was booked in these days, so there is no service to show.',

  roi: 'What it brought in and what it cost',
  roiHow:
    'Kept bookings × what a job is worth to you − (booking fees + subscription), everything from the same days. Nothing else goes in.',
  jobValue: 'What a job brings in on average',
  jobValueHint: 'In dollars. Your own figure: only this page goes by it, and only owners see it.',
  jobValueOdd: 'Write an amount of dollars between 0 and 1,000,000, such as 450 or 450.00.',
  jobValueNone: 'What came in is not known, because you have not said what a job is worth to you.',
  jobValueNow: (value: string) => `A job is worth ${value} to you.`,
  jobValueChange: 'Change it',
  what: 'What',
  keptTimes: 'Kept bookings × job value',
  value: 'Brought in',
  nothingKept: 'No booking was kept yet',
  subscription: 'Subscription',
  noSubscription: 'not known: none was paid in these days',
  gain: 'Brought in less cost',
  perDollar: 'Brought in for each dollar paid',
  formula: 'With its figures',
  roiFormula: ({ valueCents, feesCents, subscriptionCents, gainCents }: Insights['period']['roi']) => {
    const say = (cents: number | null) => (cents === null ? 'not known' : formatCents(cents));
    return `${say(valueCents)} − (${say(feesCents)} + ${say(subscriptionCents)}) = ${say(gainCents)}`;
  },

  rows: {
    kept: 'Appointments that were kept',
    service: (name: string) => `Bookings of ${name}`,
    'service-kept': (name: string) => `Bookings of ${name} that were kept`,
    'service-cancelled': (name: string) => `Bookings of ${name} that were cancelled`,
    hour: (weekday: string, hour: string) => `Calls on ${weekday}, ${hour}`,
    count: (count: number) => many(count, 'row', 'rows'),
    back: 'Back to insights',
    none: 'No such rows in these days',
    noneWhy: 'Nothing in these days was counted into this figure.',
  },
};
