import type { AccountEvents, Hangup, NumberOrder, Registration } from './account-events.ts';
import type { Phones, TextOutcome } from './phones.ts';
import type { Provisioned } from './provisioning.ts';
import type { Verdicts } from './verdicts.ts';

type Command = {
  readonly add_number?: { number: string; messagingProfileId?: string };
  readonly receive?: { from: string; to: string; text: string };
  readonly outcome?: TextOutcome & { phone: string };
  readonly call?: { from: string; to: string; isAnswered?: boolean } & Hangup;
  readonly order?: NumberOrder;
  readonly registration?: Registration;
  readonly verdicts?: Partial<Verdicts>;
  readonly stock?: { areaCode: string; count: number };
  readonly take_number?: string;
  readonly settle?: true;
};

const HOW =
  'say {receive: {from, to, text}}, {add_number: {number}}, {outcome: {phone, status, code?}}, {call: {from, to, ' +
  'isAnswered?, cause?, source?, sipCause?}}, {order: {numbers, status?}}, {registration: {campaignId, status?}}, ' +
  '{verdicts: {order?, brand?, campaign?, assignment?, reason?}}, {stock: {areaCode, count}}, {take_number} or {settle}';

type Knobs = Pick<Phones, 'receiveText' | 'setOutcome' | 'addNumber'> &
  Omit<AccountEvents, 'tellOrder'> &
  Pick<Provisioned, 'setVerdicts' | 'stock' | 'takeNumber' | 'settle'>;

/** Obeys `POST /_control`; throws for what it does not know. */
export const obeyTelnyx =
  (telnyx: Knobs) =>
  (command: unknown): unknown => {
    const { receive, add_number: added, outcome, call, ...rest } = (command ?? {}) as Command;
    const { order, registration, verdicts, stock, take_number: taken, settle } = rest;
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
    if (verdicts) return telnyx.setVerdicts(verdicts);
    if (stock) return telnyx.stock(stock.areaCode, stock.count);
    if (taken) return telnyx.takeNumber(taken);
    if (settle) return telnyx.settle('everything');
    throw new Error(HOW);
  };
