import * as z from 'zod/mini';
import type { PhoneProofs } from '../../domain/provision/ports.ts';
import { platformOf } from '../secrets/platform-of.ts';
import type { TelnyxAccess } from './client.ts';
import { ifThere, provisioningCalls } from './provisioning-calls.ts';

const CODE_LASTS_SECONDS = 300;
/** What Telnyx sends. */
const CODE = /^\d{4,10}$/;

const Checked = z.object({ data: z.object({ response_code: z.enum(['accepted', 'rejected']) }) });
const Sent = z.object({ data: z.object({ phone_number: z.string() }) });

/**
 * Codes over Telnyx Verify (https://developers.telnyx.com/docs/identity/verify): it makes them, counts the tries and forgets
 * them. A code that has run out is as wrong as any other.
 */
export const telnyxPhoneProofs = (access: TelnyxAccess): PhoneProofs => {
  const { change, secrets } = provisioningCalls(access);
  return {
    async send(number, by) {
      const { verifyProfileId } = await platformOf(secrets);
      const asked = {
        phone_number: number,
        verify_profile_id: verifyProfileId,
        timeout_secs: CODE_LASTS_SECONDS,
      };
      await change(`send code by ${by}`, Sent, (telnyx) =>
        by === 'text' ? telnyx.verifications.triggerSMS(asked) : telnyx.verifications.triggerCall(asked),
      );
    },

    async check(number, given) {
      const code = given.replace(/[\s-]/g, '');
      if (!CODE.test(code)) return false;
      const { verifyProfileId } = await platformOf(secrets);
      const checked = await ifThere(
        change('check code', Checked, (telnyx) =>
          telnyx.verifications.byPhoneNumber.actions.verify(number, {
            code,
            verify_profile_id: verifyProfileId,
          }),
        ),
      );
      return checked?.data.response_code === 'accepted';
    },
  };
};
