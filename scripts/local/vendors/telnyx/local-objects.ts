import { LOCAL_PLATFORM } from '../local-platform.ts';

// What `LOCAL_PLATFORM` names, as if `npm run connect` had been run for this machine.

/** By which the local trunk's one address goes; of the length of Telnyx's own. */
export const LOCAL_ADDRESS = LOCAL_PLATFORM.trunkId.replace(/.$/, '9');

export const localProfile = {
  name: 'cloudgreet-local',
  enabled: true,
  traffic_type: 'conversational',
  service_plan: 'global',
  whitelisted_destinations: ['US', 'CA'],
  concurrent_call_limit: 10,
  daily_spend_limit_enabled: true,
  daily_spend_limit: '25.00',
};

export const localTrunk = {
  connection_name: 'cloudgreet-local',
  transport_protocol: 'TCP',
  webhook_api_version: '2',
  webhook_timeout_secs: 10,
  inbound: {
    ani_number_format: '+E.164',
    dnis_number_format: '+e164',
    codecs: ['G722', 'PCMU', 'PCMA'],
    default_routing_method: 'sequential',
    default_primary_fqdn_id: LOCAL_ADDRESS,
    timeout_1xx_secs: 5,
    timeout_2xx_secs: 60,
    sip_region: 'US',
    shaken_stir_enabled: true,
  },
  outbound: {
    outbound_voice_profile_id: LOCAL_PLATFORM.outboundProfileId,
    channel_limit: 10,
    localization: 'US',
  },
  tags: ['cloudgreet'],
  fqdn_outbound_authentication: 'credential-authentication',
  user_name: LOCAL_PLATFORM.trunkUsername,
  password: LOCAL_PLATFORM.trunkPassword,
};

export const localAddress = {
  connection_id: LOCAL_PLATFORM.trunkId,
  fqdn: 'sip.retellai.com',
  dns_record_type: 'srv',
};

const channel = {
  app_name: 'CloudGreet',
  code_length: 6,
  default_verification_timeout_secs: 300,
  whitelisted_destinations: ['US', 'CA'],
};

export const localVerifyProfile = {
  name: 'cloudgreet-local',
  sms: channel,
  call: { ...channel },
  daily_spend_limit_enabled: true,
  daily_spend_limit: 10,
};
