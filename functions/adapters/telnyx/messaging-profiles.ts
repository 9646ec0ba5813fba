import * as z from 'zod/mini';
import type { BusinessId } from '../../contracts/ids.ts';
import type { MessagingProfiles } from '../../domain/provision/ports.ts';
import type { TelnyxAccess } from './client.ts';
import { ifThere, provisioningCalls, wholePage } from './provisioning-calls.ts';

/** Texts cost next to nothing: whoever needs more than this has been broken into. US dollars a day. */
const DAILY_LIMIT = '5.00';
const LONGEST_NAME = 100;
const PAGE = 250;

const Profile = z.object({
  id: z.string().check(z.minLength(1)),
  name: z.string(),
  created_at: z.string(),
});
const ProfileAnswer = z.object({ data: Profile });
const Profiles = z.object({ data: z.array(Profile), meta: z.object({ total_results: z.int() }) });

export type MessagingProfilesAccess = TelnyxAccess & {
  /** Where our API is reached from outside, without a slash at its end. */
  readonly publicUrl: string;
};

/** `biz_a1` does not begin `biz_a12 …`: the id ends with a space, which no id has. */
const isNamedAfter = (businessId: BusinessId, name: string): boolean => name.startsWith(`${businessId} `);

/**
 * A messaging profile per business, known by a name that begins with the business's id: profiles have no reference of ours.
 * Where two were made at once, the older one is the business's.
 */
export const telnyxMessagingProfiles = (access: MessagingProfilesAccess): MessagingProfiles => {
  const { change, look } = provisioningCalls(access);
  return {
    async find(businessId) {
      const { data, meta } = await look('look for profiles', Profiles, (telnyx) =>
        telnyx.messagingProfiles.list({ 'filter[name][contains]': businessId, 'page[size]': PAGE }),
      );
      const [oldest] = wholePage('look for profiles', data, meta.total_results)
        .filter(({ name }) => isNamedAfter(businessId, name))
        .toSorted(
          (one, other) =>
            Date.parse(one.created_at) - Date.parse(other.created_at) || one.id.localeCompare(other.id),
        );
      return oldest && { id: oldest.id };
    },

    async create(businessId, name) {
      const { data } = await change('create profile', ProfileAnswer, (telnyx) =>
        telnyx.messagingProfiles.create({
          name: `${businessId} ${name}`.slice(0, LONGEST_NAME),
          whitelisted_destinations: ['US', 'CA'],
          enabled: true,
          webhook_url: `${access.publicUrl}/webhooks/telnyx/messaging`,
          webhook_api_version: '2',
          // Words are GSM-7 where they can be: what we send is what is read.
          smart_encoding: false,
          daily_spend_limit_enabled: true,
          daily_spend_limit: DAILY_LIMIT,
        }),
      );
      return { id: data.id };
    },

    async remove(profileId) {
      await ifThere(
        change('remove profile', z.unknown(), (telnyx) => telnyx.messagingProfiles.delete(profileId)),
      );
    },
  };
};
