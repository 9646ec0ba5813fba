import type Telnyx from 'telnyx';
import { everyOfTelnyx, seenOf } from './every-page.ts';
import type { Seen, Thing } from './thing.ts';
import { type Fields, fieldsOf, type VendorApi } from './vendor-api.ts';

/** Whom the trunk leads to. https://docs.retellai.com/deploy/custom-telephony */
export const RETELL_SIP = 'sip.retellai.com';

const COUNTRIES = ['US', 'CA'];

/** By which an object is ours; the whole name has to be it, because `cloudgreet-dev` begins `cloudgreet-dev2`. */
export const nameOf = (stage: string): string => `cloudgreet-${stage}`;

const dataOf = (answer: Fields): Seen => seenOf(answer.data);

/** Where transfers to owners leave. The limits are what a stolen password could cost in a day. */
export const outboundProfile = (telnyx: VendorApi, stage: string): Thing => {
  const path = '/outbound_voice_profiles';
  const name = nameOf(stage);
  const wanted = {
    name,
    enabled: true,
    traffic_type: 'conversational',
    service_plan: 'global',
    whitelisted_destinations: COUNTRIES,
    concurrent_call_limit: 10,
    daily_spend_limit_enabled: true,
    daily_spend_limit: '25.00',
  } satisfies Telnyx.OutboundVoiceProfileCreateParams;
  return {
    title: 'Telnyx: outbound profile',
    async find() {
      const like = await everyOfTelnyx(telnyx, path, { 'filter[name][contains]': name });
      return like.filter((one) => one.name === name);
    },
    wanted,
    make: async () => dataOf(await telnyx('POST', path, { body: wanted })),
    change: async ({ id }) => dataOf(await telnyx('PATCH', `${path}/${id}`, { body: wanted })),
    remove: async ({ id }) => void (await telnyx('DELETE', `${path}/${id}`)),
  };
};

const connections = '/fqdn_connections';

const trunksOf = async (telnyx: VendorApi, stage: string): Promise<readonly Seen[]> => {
  const name = nameOf(stage);
  const like = await everyOfTelnyx(telnyx, connections, { 'filter[connection_name][contains]': name });
  return like.filter((one) => one.connection_name === name);
};

/** The one trunk of the platform: the voice vendor tells businesses apart by the number that was called. */
export const trunk = (
  telnyx: VendorApi,
  { stage, voiceUrl, profileId }: { stage: string; voiceUrl: string; profileId: string },
): Thing => {
  const wanted = {
    connection_name: nameOf(stage),
    active: true,
    transport_protocol: 'TCP',
    // Telnyx's own default is "1", whose events nobody here reads.
    webhook_api_version: '2',
    webhook_event_url: voiceUrl,
    webhook_timeout_secs: 10,
    call_cost_in_webhooks: false,
    inbound: {
      ani_number_format: '+E.164',
      dnis_number_format: '+e164',
      codecs: ['G722', 'PCMU', 'PCMA'],
      default_routing_method: 'sequential',
      timeout_1xx_secs: 5,
      timeout_2xx_secs: 60,
      sip_region: 'US',
      shaken_stir_enabled: true,
    },
    outbound: { outbound_voice_profile_id: profileId, channel_limit: 10, localization: 'US' },
    tags: ['cloudgreet'],
  } satisfies Telnyx.FqdnConnectionCreateParams;
  return {
    title: 'Telnyx: trunk',
    find: () => trunksOf(telnyx, stage),
    wanted,
    make: async () => dataOf(await telnyx('POST', connections, { body: wanted })),
    async change({ id, inbound }) {
      // Sent with the rest of its group, so that no vendor takes it for emptied.
      const first = fieldsOf(inbound).default_primary_fqdn_id;
      const kept = typeof first === 'string' && { default_primary_fqdn_id: first };
      const body = { ...wanted, inbound: { ...wanted.inbound, ...kept } };
      return dataOf(await telnyx('PATCH', `${connections}/${id}`, { body }));
    },
    remove: async ({ id }) => void (await telnyx('DELETE', `${connections}/${id}`)),
  };
};

/** The trunk's address at the voice vendor; a SRV record has its own port. */
export const trunkAddress = (telnyx: VendorApi, trunkId: string): Thing => {
  const wanted = { connection_id: trunkId, fqdn: RETELL_SIP, dns_record_type: 'srv' };
  const body = { ...wanted, port: null } satisfies Telnyx.FqdnCreateParams;
  return {
    title: 'Telnyx: address of the trunk',
    find: () => everyOfTelnyx(telnyx, '/fqdns', { 'filter[connection_id]': trunkId }),
    wanted,
    make: async () => dataOf(await telnyx('POST', '/fqdns', { body })),
    change: async ({ id }) => dataOf(await telnyx('PATCH', `/fqdns/${id}`, { body })),
    remove: async ({ id }) => void (await telnyx('DELETE', `/fqdns/${id}`)),
  };
};

/** That the trunk uses its address: without a first one no call leaves Telnyx. */
export const trunkRoute = (
  telnyx: VendorApi,
  { stage, trunkId, addressId }: { stage: string; trunkId: string; addressId: string },
): Thing => ({
  title: 'Telnyx: where the trunk leads',
  find: async () => (await trunksOf(telnyx, stage)).filter(({ id }) => id === trunkId),
  wanted: { inbound: { default_primary_fqdn_id: addressId } },
  isUnfinished: ({ inbound }) => typeof fieldsOf(inbound).default_primary_fqdn_id !== 'string',
  make: () => Promise.reject(new Error('The trunk is gone: run it again.')),
  async change({ id, inbound }) {
    const body = { inbound: { ...fieldsOf(inbound), default_primary_fqdn_id: addressId } };
    return dataOf(await telnyx('PATCH', `${connections}/${id}`, { body }));
  },
});

export type TrunkLogin = { readonly trunkUsername: string; readonly trunkPassword: string };

/** User names of ours begin so: whatever else a trunk has was made by Telnyx, and nobody uses it. */
export const loginPrefix = (stage: string): string => `cloudgreet${stage}`;

/**
 * By what the voice vendor's transfers are let in. A password is shown to nobody again, but each is made together with a user
 * name of its own, so that the name tells whether the trunk and the stage's secret have the same.
 */
export const trunkCredentials = (
  telnyx: VendorApi,
  { stage, trunkId, login }: { stage: string; trunkId: string; login: TrunkLogin },
): Thing => {
  const path = `${connections}/${trunkId}/fqdn_authentication`;
  const method = 'credential-authentication';
  const seen = (answer: Fields): Seen => ({ ...fieldsOf(answer.data), id: trunkId });
  return {
    title: 'Telnyx: credentials of the trunk',
    find: async () => [seen(await telnyx('GET', path))],
    wanted: { fqdn_outbound_authentication: method, user_name: login.trunkUsername },
    isUnfinished: (one) =>
      one.fqdn_outbound_authentication !== method ||
      !String(one.user_name ?? '').startsWith(loginPrefix(stage)),
    make: () => Promise.reject(new Error('The trunk is gone: run it again.')),
    async change() {
      const body = {
        fqdn_outbound_authentication: method,
        user_name: login.trunkUsername,
        password: login.trunkPassword,
      } satisfies Telnyx.FqdnConnections.FqdnAuthenticationPatchAllParams;
      return seen(await telnyx('PATCH', path, { body }));
    },
  };
};

/** What sends owners the codes that prove their phone. */
export const verifyProfile = (telnyx: VendorApi, stage: string): Thing => {
  const path = '/verify_profiles';
  const name = nameOf(stage);
  const channel = {
    app_name: 'CloudGreet',
    code_length: 6,
    default_verification_timeout_secs: 300,
    whitelisted_destinations: COUNTRIES,
  };
  const wanted = {
    name,
    language: 'en-US',
    sms: channel,
    call: channel,
    daily_spend_limit_enabled: true,
    daily_spend_limit: 10,
  };
  return {
    title: 'Telnyx: verify profile',
    async find() {
      const like = await everyOfTelnyx(telnyx, path, { 'filter[name]': name });
      return like.filter((one) => one.name === name);
    },
    wanted,
    make: async () => dataOf(await telnyx('POST', path, { body: wanted })),
    change: async ({ id }) => dataOf(await telnyx('PATCH', `${path}/${id}`, { body: wanted })),
    remove: async ({ id }) => void (await telnyx('DELETE', `${path}/${id}`)),
  };
};
