import * as z from 'zod/mini';
import type { BusinessId } from '../../contracts/ids.ts';
import type { ImportedNumber, VoiceNumbers } from '../../domain/agent/ports.ts';
import { Refusal } from '../../domain/errors.ts';
import { platformOf } from '../secrets/platform-of.ts';
import { type RetellAccess, retellCalls } from './client.ts';
import { voiceUrl } from './spell-agent.ts';

export type RetellNumbersAccess = RetellAccess & {
  /** Our own API, as Retell reaches it; without a slash at the end. */
  readonly ourUrl: string;
};

/** Where the trunk takes transfers, and how: https://docs.retellai.com/deploy/custom-telephony */
const TRUNK = { termination_uri: 'sip.telnyx.com', transport: 'TCP' } as const;
const COUNTRIES = ['US', 'CA'];
/** Of an agent that nobody has: what is bound in any other way than by us is to be bound anew. */
const NOBODY = '';

const Bound = z.object({
  agent_id: z.string(),
  agent_version: z.optional(z.union([z.number(), z.string()])),
  weight: z.number(),
});
const PhoneNumber = z.object({
  phone_number: z.string(),
  nickname: z.nullish(z.string()),
  inbound_agents: z.nullish(z.array(Bound)),
  inbound_webhook_url: z.nullish(z.string()),
  allowed_inbound_country_list: z.nullish(z.array(z.string())),
  sip_outbound_trunk_config: z.nullish(
    z.object({
      termination_uri: z.nullish(z.string()),
      auth_username: z.nullish(z.string()),
      transport: z.nullish(z.string()),
    }),
  ),
});
type PhoneNumber = z.infer<typeof PhoneNumber>;

const isVersion = (version: unknown): version is ImportedNumber['agentVersion'] =>
  typeof version === 'number' || version === 'latest_published';

/** Numbers of Telnyx's that Retell answers over our trunk. The business's id is a number's nickname. */
export const retellNumbers = (access: RetellNumbersAccess): VoiceNumbers => {
  const { ourUrl, secrets } = access;
  const { ask, askIfThere } = retellCalls(access);

  const inboundUrl = (businessId: BusinessId) => `${voiceUrl(ourUrl, businessId)}/inbound`;
  const bindings = (businessId: BusinessId, { agentId, agentVersion }: ImportedNumber) => ({
    nickname: businessId,
    inbound_agents: [{ agent_id: agentId, agent_version: agentVersion, weight: 1 }],
    outbound_agents: null,
    inbound_webhook_url: inboundUrl(businessId),
    allowed_inbound_country_list: COUNTRIES,
  });

  const isOurs = (seen: PhoneNumber, trunkUsername: string): boolean => {
    const { termination_uri, transport, auth_username } = seen.sip_outbound_trunk_config ?? {};
    const countries = (seen.allowed_inbound_country_list ?? []).toSorted();
    return (
      seen.inbound_webhook_url === inboundUrl((seen.nickname ?? '') as BusinessId) &&
      termination_uri === TRUNK.termination_uri &&
      transport === TRUNK.transport &&
      auth_username === trunkUsername &&
      countries.join() === COUNTRIES.toSorted().join()
    );
  };

  const find: VoiceNumbers['find'] = async (number) => {
    const seen = await askIfThere('read number', {
      method: 'GET',
      path: `/get-phone-number/${encodeURIComponent(number)}`,
      answer: PhoneNumber,
    });
    if (!seen) return undefined;
    const { trunkUsername } = await platformOf(secrets);
    const [bound, ...others] = seen.inbound_agents ?? [];
    const version = bound?.agent_version;
    return bound && others.length === 0 && isVersion(version) && isOurs(seen, trunkUsername)
      ? { number, agentId: bound.agent_id, agentVersion: version }
      : { number, agentId: NOBODY, agentVersion: 'latest_published' };
  };

  return {
    find,

    async import(businessId, number) {
      const { trunkUsername, trunkPassword } = await platformOf(secrets);
      try {
        await ask('import number', {
          method: 'POST',
          path: '/import-phone-number',
          body: {
            phone_number: number.number,
            ...TRUNK,
            sip_trunk_auth_username: trunkUsername,
            sip_trunk_auth_password: trunkPassword,
            ...bindings(businessId, number),
          },
          answer: z.unknown(),
        });
      } catch (error) {
        // A number is imported once: somebody else may just have done it, or the answer to an earlier request was lost.
        if (!(error instanceof Refusal) || error.code !== 'vendor_refused') throw error;
        const there = await find(number.number);
        if (there?.agentId !== number.agentId || there.agentVersion !== number.agentVersion) throw error;
      }
    },

    async bind(businessId, number) {
      const { trunkUsername, trunkPassword } = await platformOf(secrets);
      await ask('bind number', {
        method: 'PATCH',
        path: `/update-phone-number/${encodeURIComponent(number.number)}`,
        body: {
          ...TRUNK,
          auth_username: trunkUsername,
          auth_password: trunkPassword,
          ...bindings(businessId, number),
        },
        answer: z.unknown(),
      });
    },

    async remove(number) {
      await askIfThere('remove number', {
        method: 'DELETE',
        path: `/delete-phone-number/${encodeURIComponent(number)}`,
        answer: z.unknown(),
      });
    },
  };
};
