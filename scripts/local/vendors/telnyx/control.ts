import type { AccountEvents, Hangup, NumberOrder, Registration } from './account-events.ts';
import type { Phones, TextOutcome } from './phones.ts';

type Command = {
  readonly add_number?: { number: string; messagingProfileId?: string };
  readonly receive?: { from: string; to: string; text: string };
  readonly outcome?: TextOutcome & { phone: string };
  readonly call?: { from: string; to: string; isAnswered?: boolean } & Hangup;
  readonly order?: NumberOrder;
  readonly registration?: Registration;
};

const HOW =
  'say {receive: {from, to, text}}, {add_number: {number}}, {outcome: {phone, status, code?}}, {call: {from, to, ' +
  'isAnswered?, cause?, source?, sipCause?}}, {order: {numbers, status?}} or {registration: {campaignId, status?}}';

/** Obeys `POST /_control`; throws for what it does not know. */
export const obeyTelnyx =
  (telnyx: Pick<Phones, 'receiveText' | 'setOutcome' | 'addNumber'> & AccountEvents) =>
  (command: unknown): unknown => {
    const { receive, add_number: added, outcome, call, order, registration } = (command ?? {}) as Command;
    if (receive) return { id: telnyx.receiveText(receive) };
    if (added) return { profile: telnyx.addNumber(added.number, added.messagingProfileId) };
    if (outcome) return telnyx.setOutcome(outcome.phone, outcome);
    if (call) {
      const { from, to, isAnswered = true, ...how } = call;
      const leg = telnyx.ring({ from, to });
      if (isAnswered) leg.answer();
      leg.hangUp(how);
      return { leg: leg.legId };
    }
    if (order) return { order: telnyx.completeOrder(order) };
    if (registration) return telnyx.tellRegistration(registration);
    throw new Error(HOW);
  };
