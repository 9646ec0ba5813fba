import { Refusal } from '../errors.ts';
import type { Brand, Registrations, TextedPin } from '../provision/ports.ts';
import type { SentPin } from './onboarding.ts';
import type { PinLocks } from './ports.ts';
import type { Outcome } from './progress.ts';
import type { Work } from './work.ts';

export type ProvingDeps = {
  readonly registrations: Pick<Registrations, 'textedPin' | 'textPin' | 'checkPin'>;
  readonly locks: PinLocks;
  /** Counts each `pin` once. Refuses with `daily_cap_reached` where the phone was sent enough today, whoever asked for it. */
  readonly countPin: (phone: string, pin: string) => Promise<void>;
};

/** The registry's: https://developers.telnyx.com/docs/messaging/10dlc/sole-proprietor. */
const PIN_LASTS_MS = 24 * 60 * 60_000;
/** Whoever guesses has so many tries for each PIN, and a day has so many PINs. */
const MOST_WRONG = 5;
/** A text that has not come by then may not come at all. */
const DELIVERED_WITHIN_MS = 2 * 60_000;
/** Nobody tells us of its way to the phone. */
const ASK_AGAIN_MS = 60 * 60_000;
/** A brand is known as proven a moment after its PIN was taken. */
const PROVEN_SOON_MS = 15_000;
/** A registry that still looks at what the brand says of itself may not text anybody yet. */
const REGISTERED_SOON_MS = 5 * 60_000;

const stuck = (code: 'pin_refused' | 'pin_not_delivered' | 'pin_wrong' | 'pin_expired'): Outcome => ({
  kind: 'stuck',
  problem: { code },
});
const waiting = (waitsFor: 'pin' | 'brand-review', afterMs: number): Outcome => ({
  kind: 'waiting',
  waitsFor,
  afterMs,
});

/** The registry does not reach the phone, or it was sent enough today. */
const REFUSED: readonly string[] = ['vendor_refused', 'daily_cap_reached'];

/** Which PIN it is, for which it is locked. */
const lockOf = (work: Work<'texting'>, brandId: string, ask: number) =>
  [work.business.id, brandId, String(ask)] as const;

/** Takes that word back, and none that was said since. */
export const unsayPin =
  (said: string | undefined) =>
  <Given extends { readonly pin?: { readonly said?: string | undefined } | undefined }>(
    given: Given,
  ): Given =>
    given.pin?.said === undefined || given.pin.said !== said
      ? given
      : { ...given, pin: { ...given.pin, said: undefined } };

/**
 * Has a sole proprietor prove to the registry that the phone is theirs: it texts a PIN, once for each that somebody has asked for,
 * and they read it back. Whoever goes on after a crash sees by the registry's own clock whether it was texted. The PIN stands sealed
 * in the row until it has been checked, and nowhere else.
 */
export const proveSender = ({ registrations, locks, countPin }: ProvingDeps) => {
  /** Whether the registry has texted it, and not only those before. */
  const isTexted = (pin: SentPin, known: TextedPin | undefined): boolean =>
    known !== undefined && known.at !== pin.before;

  const begin = async (work: Work<'texting'>, brandId: string, ask: number): Promise<SentPin> => {
    const before = (await registrations.textedPin(brandId))?.at;
    const lock = await locks.lockFor(...lockOf(work, brandId, ask));
    const pin: SentPin = { brandId, ask, before, lock, wrong: 0 };
    await work.keep({ pin });
    return pin;
  };

  /** Why it was not texted; undefined: it was. */
  const text = async (
    work: Work<'texting'>,
    brand: Brand,
    pin: SentPin,
    phone: string,
  ): Promise<Outcome | undefined> => {
    const isBegunBefore = pin === work.step.made.pin;
    if (isBegunBefore && isTexted(pin, await registrations.textedPin(brand.id))) return undefined;
    try {
      await countPin(phone, `${brand.id} ${pin.ask}`);
      await registrations.textPin(brand.id);
    } catch (error) {
      if (!(error instanceof Refusal) || !REFUSED.includes(error.code)) throw error;
      return brand.isRegistering && error.code === 'vendor_refused'
        ? waiting('brand-review', REGISTERED_SOON_MS)
        : stuck('pin_refused');
    }
    return undefined;
  };

  /** What was read back, as the registry sees it. */
  const check = async (work: Work<'texting'>, pin: SentPin, said: string): Promise<Outcome> => {
    const unsay = unsayPin(said);
    if (pin.wrong >= MOST_WRONG) {
      await work.keep({}, unsay);
      return stuck('pin_expired');
    }
    const word = await locks.open(said, ...lockOf(work, pin.brandId, pin.ask));
    const verdict = word === undefined ? 'wrong' : await registrations.checkPin(pin.brandId, word);
    if (verdict === 'taken') {
      await work.keep({ pin: { ...pin, isTaken: true } }, unsay);
      return waiting('brand-review', PROVEN_SOON_MS);
    }
    const wrong = verdict === 'wrong' ? pin.wrong + 1 : pin.wrong;
    await work.keep({ pin: { ...pin, wrong } }, unsay);
    return stuck(verdict === 'wrong' && wrong < MOST_WRONG ? 'pin_wrong' : 'pin_expired');
  };

  const follow = async (work: Work<'texting'>, pin: SentPin, sentAt: string): Promise<Outcome> => {
    const known = await registrations.textedPin(pin.brandId);
    const endsInMs = Date.parse(sentAt) + PIN_LASTS_MS - work.now();
    if (known?.state === 'taken') {
      await work.keep({ pin: { ...pin, isTaken: true } });
      return waiting('brand-review', PROVEN_SOON_MS);
    }
    if (known?.state === 'undelivered') return stuck('pin_not_delivered');
    if (known?.state === 'expired' || endsInMs <= 0 || pin.wrong >= MOST_WRONG) return stuck('pin_expired');
    return waiting('pin', known?.state === 'delivered' ? endsInMs : Math.min(endsInMs, ASK_AGAIN_MS));
  };

  return async (work: Work<'texting'>, brand: Brand, phone: string): Promise<Outcome> => {
    const { given, made } = work.step;
    const ask = given?.pin?.asks ?? 1;
    const said = given?.pin?.said;
    const isThis = made.pin?.brandId === brand.id && made.pin.ask === ask;
    const pin = isThis && made.pin ? made.pin : await begin(work, brand.id, ask);
    if (pin.isTaken) return waiting('brand-review', ASK_AGAIN_MS);
    if (pin.sentAt !== undefined)
      return said === undefined ? follow(work, pin, pin.sentAt) : check(work, pin, said);
    const notTexted = await text(work, brand, pin, phone);
    if (notTexted) return notTexted;
    const sent = { ...pin, sentAt: new Date(work.now()).toISOString() };
    await work.keep({ pin: sent });
    // Whoever saw no answer may have texted it: its reader was faster than we are.
    return said === undefined ? waiting('pin', DELIVERED_WITHIN_MS) : check(work, sent, said);
  };
};
