import { type MessagingProfilesAccess, telnyxMessagingProfiles } from './messaging-profiles.ts';
import { telnyxNumbers } from './numbers.ts';
import { telnyxPhoneProofs } from './phone-proofs.ts';
import { telnyxRegistrations } from './registrations.ts';

/** All that is set up at the carrier for a business. */
export const telnyxProvisioning = (access: MessagingProfilesAccess) => ({
  numbers: telnyxNumbers(access),
  profiles: telnyxMessagingProfiles(access),
  registrations: telnyxRegistrations(access),
  proofs: telnyxPhoneProofs(access),
});
