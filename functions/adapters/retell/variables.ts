import { openingFor, type Welcome } from '../../domain/agent/answer-call.ts';
import { plainWords } from '../../domain/agent/plain-words.ts';

/**
 * What the prompt names, as Retell takes it: dynamic variables are texts. The agent's `begin_message` is `{{greeting}}`.
 * `callerNumber`: empty where it is not known.
 */
export const variablesOf = (welcome: Welcome, callerNumber: string) => ({
  business_id: welcome.business.id,
  greeting: openingFor(welcome),
  // What the prompt goes by: while it is closed, callers are put through and messages are taken.
  booking: welcome.entitlement === 'full' ? 'open' : 'closed',
  business_name: plainWords(welcome.business.name),
  business_timezone: welcome.business.zone,
  today_local: welcome.todayLocal,
  now_local: welcome.nowLocal,
  // A service's name may have a comma in it.
  services: welcome.business.services.map((service) => plainWords(service.name)).join('; '),
  next_slots: welcome.nextTimes,
  // What a caller's line shows is theirs to choose.
  caller_number: plainWords(callerNumber),
  owner_transfer_number: welcome.business.owner.transferNumber,
});
