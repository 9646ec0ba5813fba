import type { EventName } from '../../functions/contracts/events.ts';

/** What each event means to a reader who has not seen the code. A new event does not compile until it is here. */
export const EVENT_MEANINGS: Readonly<Record<EventName, string>> = {
  'appointment.booked': 'An appointment was committed.',
  'appointment.moved': 'An appointment has another time or crew member, and its former time is free again.',
  'appointment.cancelled': 'An appointment was cancelled and its time is free again.',
  'fee.owed': 'A fee still waits for its charge; repeated until it is settled.',
  'fee.charged': "A fee's invoice is paid.",
  'fee.declined': "A fee's invoice stays open because the card was declined.",
  'fee.contested':
    'A fee is contested: it is to be given back, or somebody has to decide; repeated until that is settled.',
  'text.requested': 'Somebody asks for a text, or it is not settled yet; repeated until it is.',
  'text.sent': 'Telnyx accepted a text.',
  'text.delivered': 'Telnyx reports that a text was delivered.',
  'text.failed': 'A text will not arrive.',
  'text.uncertain': 'Nobody can tell whether a text went out; it is not sent again.',
  'alert.requested': 'An alert to the owner is not settled yet; repeated until it is.',
  'call.ended': 'A call is over and on record, at a number where an onboarding waits for one.',
  'call.recorded':
    'A call was recorded and is to be copied to us; once more when the time of the copy is over, until it is gone.',
  'customer.opted-out': 'A number asked this business for no more texts.',
  'subscription.changed':
    'What Stripe tells of a subscription is something else now: its state, its card or since when it is past due.',
  'settings.changed': "A business's settings are something else now; its agent and its line follow.",
  'agent.chosen': 'An owner went back to an agent that callers heard before.',
  'code.requested': 'Somebody is to be sent a code by e-mail: for an account, a new password, an invitation.',
  'provision.told': 'The carrier has told something of what it sets up for a business.',
  'onboarding.requested':
    'An onboarding still has something to be done; repeated until there is nothing but people to wait for.',
  'onboarding.advanced':
    'A business that a partner opened has come on, stands still, is live, suspended or closed.',
  'closing.requested':
    'A business that leaves still has something to give up; repeated until it has nothing left at any vendor.',
  'erasure.requested':
    'A business was closed a month ago: its personal data goes; repeated until it is gone.',
  'export.requested': 'An archive of all that a business has was asked for; repeated until it is ready.',
  'delivery.requested':
    "Something is to be told to a partner's program; repeated until it was told or given up.",
};
