import { Refusal } from '../errors.ts';
import type { Sender } from '../provision/ports.ts';
import { isSoleProprietor, pinPhoneOf } from '../provision/sole-proprietor.ts';
import { checkOpen } from './change-onboarding.ts';
import type { Given, Onboarding } from './onboarding.ts';
import type { SealPin } from './ports.ts';
import { given } from './progress.ts';

/** Somebody who is impatient has one PIN, not two. A text takes its time, and each PIN ends the one before. */
const ANOTHER_PIN_AFTER_MS = 60_000;

type Said = Given<'texting'>;

const isSamePhone = (before: Sender | undefined, now: Sender): boolean =>
  before !== undefined && isSoleProprietor(before) && pinPhoneOf(before) === pinPhoneOf(now);

const asks = (before: Said | undefined, nowMs: number) => ({
  asks: (before?.pin?.asks ?? 0) + 1,
  askedAt: new Date(nowMs).toISOString(),
});

/** Whether that has a PIN texted: a sole proprietor names a phone that none was asked for yet. */
export const asksForPin = ({ steps }: Onboarding, sender: Sender): boolean =>
  isSoleProprietor(sender) && !isSamePhone(steps.texting.given?.sender, sender);

/** Who sends the texts. Refuses with `step_not_open`. */
export const withSender = (now: Onboarding, sender: Sender, nowMs: number): Onboarding => {
  checkOpen(now, 'texting');
  const { state, given: before } = now.steps.texting;
  if (state === 'done') throw new Refusal('step_not_open', { step: 'texting' });
  if (!isSoleProprietor(sender)) return given(now, 'texting', { sender });
  const pin = asksForPin(now, sender) ? asks(before, nowMs) : (before?.pin ?? asks(undefined, nowMs));
  return given(now, 'texting', { sender, pin });
};

/** What a sole proprietor has said so far, who waits for a PIN or has one. Refuses with `step_not_open`. */
const saidOf = (now: Onboarding): Said => {
  checkOpen(now, 'texting');
  const { state, given: said, made } = now.steps.texting;
  const isOpen = state !== 'done' && state !== 'skipped' && made.pin !== undefined && !made.pin.isTaken;
  if (!isOpen || said === undefined || !isSoleProprietor(said.sender))
    throw new Refusal('step_not_open', { step: 'texting' });
  return said;
};

/** Whether another PIN may be asked for now. Refuses with `step_not_open` where none is waited for. */
export const mayAskAgain = (now: Onboarding, nowMs: number): boolean => {
  const { pin } = saidOf(now);
  return pin === undefined || nowMs - Date.parse(pin.askedAt) >= ANOTHER_PIN_AFTER_MS;
};

/** With another PIN asked for: one, however many ask at once. */
export const withAnotherPin = (now: Onboarding, nowMs: number): Onboarding => {
  if (!mayAskAgain(now, nowMs)) return now;
  const said = saidOf(now);
  // The first was asked for with the sender.
  const before = said.pin ?? { asks: 1 };
  return given(now, 'texting', {
    ...said,
    pin: { asks: before.asks + 1, askedAt: new Date(nowMs).toISOString() },
  });
};

/** With the PIN read back, sealed as it stands in the row. Refuses with `step_not_open`. */
export const withPin = (now: Onboarding, pin: string, seal: SealPin, nowMs: number): Onboarding => {
  const said = saidOf(now);
  const { lock } = now.steps.texting.made.pin ?? {};
  if (lock === undefined) throw new Refusal('step_not_open', { step: 'texting' });
  const asked = said.pin ?? asks(undefined, nowMs);
  return given(now, 'texting', { ...said, pin: { ...asked, said: seal(lock, pin) } });
};
