import type { AppointmentBooked, AppointmentMoved, TextRequested } from '../../contracts/events.ts';
import type { AppointmentId } from '../../contracts/ids.ts';
import type { Appointments } from '../appointment/ports.ts';
import type { Cause } from '../audit/audit-entry.ts';
import type { Businesses } from '../business/ports.ts';
import type { Consents } from '../customer/ports.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import type { CapDeps } from '../limit/count-today.ts';
import { askForConfirmation } from './ask-for-confirmation.ts';
import { hasRoomToday } from './cap-text.ts';
import { mayText } from './clearance.ts';
import type { FailureMeaning, Handover, Search, TextSender, Texts } from './ports.ts';
import { type Purpose, toConfirm, toReply } from './purpose.ts';
import { reported } from './report.ts';
import { isSettled, type Text } from './text.ts';
import * as step from './text-steps.ts';

export type SendDeps = {
  readonly appointments: Pick<Appointments, 'find'>;
  readonly businesses: Businesses;
  readonly texts: Texts;
  readonly consents: Pick<Consents, 'record' | 'markUntextable'>;
  readonly sender: TextSender;
  readonly limits: CapDeps;
  readonly ids: DerivedIds;
  readonly clock: { now(): number };
};

type Wanted = { readonly text: Text; readonly purpose: Purpose };

/** The clocks of two containers and the minute of the due index do not agree to the second. */
const EARLY_MS = 5_000;

/**
 * The one gate for every text. A text is claimed before it is sent, and in the same transaction the customer's opt-out is
 * asked for; a claim whose end nobody wrote is never sent again without looking at the vendor. What cannot be done now
 * is left to the row, which wakes by itself, so the message is acknowledged.
 *
 *     requested ─claim─► sending ─► sent ─► delivered | failed
 *         ▲   └► suppressed  │        └ no receipt: asked for, at last uncertain
 *         └── unavailable ───┤
 *              unknown: looked for, sent once more if surely absent, else uncertain
 *
 * What carriers would block is not handed over: it ends as `not_registered`, and whoever clears the business's number asks for it anew.
 *
 * An opt-out that is stored before the claim always wins. One that is stored between the claim and the handing over, which
 * is a moment, does not call that one text back; the vendor refuses it where it knows the word too.
 */
export const sendText = (deps: SendDeps) => {
  const { texts, clock, consents } = deps;
  const asked = askForConfirmation(deps);

  /** The vendor's own report, or a worker that took over an old claim, may write first: then that stands. */
  const write = async (from: Text, to: Text): Promise<Text> =>
    (await texts.move(from, to)) === 'moved' ? to : ((await texts.find(from)) ?? from);

  /**
   * Taken is taken: unlike every other end it is written even by a worker that has lost its claim. Unless the vendor has
   * already told us that this very message did not arrive, and the text waits for its second try.
   */
  const writeAccepted = async (claimed: Text, messageId: string): Promise<Text> => {
    let text = claimed;
    while (!isSettled(text) && text.abandonedMessageId !== messageId) {
      const to = step.accepted(text, messageId, clock.now());
      if ((await texts.move(text, to)) === 'moved') return to;
      text = (await texts.find(text)) ?? to;
    }
    return text;
  };

  /** What a message that did not arrive says of the number it went to, as of that instant. */
  const heed = async (text: Text, failure: FailureMeaning | undefined, at: string): Promise<void> => {
    const { businessId, message } = text;
    if (!message) return;
    const phone = message.to;
    if (failure === 'opted_out') {
      const heardAt = new Date(clock.now()).toISOString();
      const cause: Cause = { actor: 'vendor:telnyx', id: text.id };
      await consents.record({ businessId, phone, state: 'opted_out', at, heardAt, cause });
    }
    if (failure === 'untextable') {
      await consents.markUntextable(businessId, phone, step.untextableUntil(clock.now()));
    }
  };

  const conclude = async (text: Text, handover: Handover): Promise<Text> => {
    const now = clock.now();
    switch (handover.kind) {
      case 'accepted':
        return writeAccepted(text, handover.messageId);
      case 'unavailable':
        return write(text, step.postponed(text, now));
      case 'unknown':
        return text;
      case 'refused': {
        // The block was there when the text was handed over: what was said while the answer came is later.
        await heed(text, handover.meaning, text.claimedAt ?? new Date(now).toISOString());
        const isOptedOut = handover.meaning === 'opted_out';
        return write(
          text,
          isOptedOut ? step.suppressed(text, 'opted_out', now) : step.failed(text, handover.code, now),
        );
      }
    }
  };

  const handOver = async ({ text, purpose }: Wanted): Promise<Text> => {
    const objection = purpose.objection(clock.now());
    if (objection) return write(text, step.suppressed(text, objection, clock.now()));
    const business = await deps.businesses.find(text.businessId);
    if (!business) throw new Refusal('business_not_found', { businessId: text.businessId });
    if (!mayText(business)) {
      const held = step.suppressed(text, 'not_registered', clock.now());
      const outcome = await texts.hold(text, held, business.messaging.from);
      if (outcome === 'held') return held;
      if (outcome === 'changed') return (await texts.find(text)) ?? text;
    }
    if (!(await hasRoomToday(deps.limits)(business, text, clock.now())))
      return write(text, step.suppressed(text, 'daily_cap', clock.now()));
    const message = text.message ?? purpose.messageOf(business);
    const claimed = step.claimed(text, message, clock.now());
    const claim = await texts.claim(text, claimed);
    if (claim === 'changed') return text;
    if (claim !== 'claimed') return write(text, step.suppressed(text, claim, clock.now()));
    return conclude(claimed, await deps.sender.send(message));
  };

  /** `told`: what was found out all the same. */
  const stillLooking = (text: Text, now: number, told: Text = text): Promise<Text> =>
    write(text, step.isBeyondTelling(text, now) ? step.uncertain(told, now) : step.lookedFor(told, now));

  /** Somebody claimed it and never wrote how it ended. */
  const lookFor = async ({ text, purpose }: Wanted): Promise<Text> => {
    const { message, handedOverAt } = text;
    if (!message || !handedOverAt) throw new Error(`text ${text.id} is being sent and has no message`);
    const search = await deps.sender.search(message, handedOverAt);
    const now = clock.now();
    if (search.kind === 'found') {
      const { messageId, failure, at } = search.message;
      await heed(text, failure, at);
      const taken = step.accepted(text, messageId, now);
      return write(text, reported(text, search.message, now) ?? taken);
    }
    if (search.kind === 'unclear') return stillLooking(text, now);
    if (!step.isAbsenceSure(text, now)) return write(text, step.lookedFor(text, now));
    return step.mayBeHandedOverAgain(text)
      ? handOver({ text, purpose })
      : write(text, step.uncertain(text, now));
  };

  /** The vendor took it and never said what became of it. */
  const askForReceipt = async (text: Text): Promise<Text> => {
    const nothing: Search = { kind: 'unclear', because: 'no_message_id' };
    const search = text.messageId === undefined ? nothing : await deps.sender.look(text.messageId);
    const now = clock.now();
    if (search.kind !== 'found') return stillLooking(text, now);
    await heed(text, search.message.failure, search.message.at);
    const told = reported(text, search.message, now);
    const isOnItsWay = told === undefined || (told.state === 'sent' && told.dueAt !== undefined);
    return isOnItsWay ? stillLooking(text, now, told) : write(text, told);
  };

  const confirmation = async (
    event: AppointmentBooked | AppointmentMoved | TextRequested,
    appointmentId: AppointmentId,
  ) => {
    const { businessId } = event;
    const appointment = await deps.appointments.find(businessId, appointmentId);
    if (!appointment) throw new Refusal('appointment_not_found', { appointmentId });
    const text =
      event.name === 'text.requested'
        ? await texts.find({ businessId, appointmentId, id: event.textId })
        : await texts.create(await asked(appointment, new Date(clock.now()).toISOString()), {
            announced: false,
          });
    if (text?.kind !== 'confirmation') throw new Refusal('text_not_found', { appointmentId });
    return { text, purpose: toConfirm(text, appointment) };
  };

  const reply = async ({ businessId, textId: id }: TextRequested): Promise<Wanted> => {
    const text = await texts.find({ businessId, id });
    if (text?.kind !== 'reply') throw new Refusal('text_not_found', { textId: id });
    return { text, purpose: toReply(text) };
  };

  const wanted = (event: AppointmentBooked | AppointmentMoved | TextRequested): Promise<Wanted> => {
    if (event.name !== 'text.requested') return confirmation(event, event.appointmentId);
    return event.appointmentId === undefined ? reply(event) : confirmation(event, event.appointmentId);
  };

  return async (event: AppointmentBooked | AppointmentMoved | TextRequested): Promise<Text> => {
    const now = await wanted(event);
    const { state, dueAt } = now.text;
    if (dueAt === undefined || Date.parse(dueAt) > clock.now() + EARLY_MS) return now.text;
    if (state === 'requested') return handOver(now);
    return state === 'sending' ? lookFor(now) : askForReceipt(now.text);
  };
};
