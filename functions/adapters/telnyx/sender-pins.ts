import * as z from 'zod/mini';
import { Refusal } from '../../domain/errors.ts';
import type { Registrations, TextedPin } from '../../domain/provision/ports.ts';
import { ifThere, type ProvisioningCalls } from './provisioning-calls.ts';

/** Two texts of at most 500 characters, the first with the place in which the PIN stands. */
const WORDS = {
  pinSms:
    'CloudGreet: your PIN is @OTP_PIN@. It lets your business text its customers. We never call you to ask for it.',
  successSms:
    'CloudGreet: thank you, the carriers know your business now. Texts follow once they have agreed to what is sent.',
};

const Status = z.object({
  requestDate: z.string().check(z.minLength(1)),
  deliveryStatus: z.string(),
  verifyDate: z.nullish(z.string()),
});

/** The description says `FAILED`, the guide `DELIVERY_FAILED`; any other word tells of a text on its way. */
const STATES: Readonly<Record<string, TextedPin['state']>> = {
  DELIVERED_HANDSET: 'delivered',
  FAILED: 'undelivered',
  DELIVERY_FAILED: 'undelivered',
  EXPIRED: 'expired',
  VERIFIED: 'taken',
};

/** Of a PIN that is not the one it answers so; also of a text that no PIN can be. */
const NOT_THE_PIN: readonly unknown[] = [400, 422];

/**
 * PINs that the registry texts sole proprietors (https://developers.telnyx.com/docs/messaging/10dlc/sole-proprietor): of six digits,
 * for a day. It makes them and forgets them; what it answers to a wrong one is what it answers to one that has run out.
 */
export const telnyxSenderPins = ({
  change,
  look,
}: ProvisioningCalls): Pick<Registrations, 'textedPin' | 'textPin' | 'checkPin'> => {
  const textedPin = async (brandId: string): Promise<TextedPin | undefined> => {
    const found = await ifThere(
      look('read PIN status', Status, (telnyx) => telnyx.messaging10dlc.brand.retrieveSMSOtpStatus(brandId)),
    );
    if (!found) return undefined;
    const { requestDate: at, deliveryStatus, verifyDate } = found;
    return { at, state: verifyDate ? 'taken' : (STATES[deliveryStatus] ?? 'under-way') };
  };

  return {
    textedPin,

    async textPin(brandId) {
      await change('text PIN', z.unknown(), (telnyx) =>
        telnyx.messaging10dlc.brand.triggerSMSOtp(brandId, WORDS),
      );
    },

    async checkPin(brandId, pin) {
      try {
        await change('check PIN', z.unknown(), (telnyx) =>
          telnyx.messaging10dlc.brand.verifySMSOtp(brandId, { otpPin: pin }),
        );
        return 'taken';
      } catch (error) {
        const isRefused = error instanceof Refusal && error.code === 'vendor_refused';
        if (!isRefused || !NOT_THE_PIN.includes(error.facts.status)) throw error;
      }
      const known = await textedPin(brandId);
      if (known?.state === 'taken' || known?.state === 'expired') return known.state;
      return 'wrong';
    },
  };
};
