import { organizationId } from './message.ts';

export type Forwarding = {
  call_forwarding_enabled: boolean;
  forwards_to: string;
  forwarding_type: 'always' | 'on-failure';
};

export type Owned = {
  readonly id: string;
  readonly number: string;
  readonly since: string;
  connectionId: string | null;
  profileId: string | null;
  reference: string;
  tags: readonly string[];
  forwarding: Forwarding;
};

export const wireNumber = (owned: Owned) => ({
  id: owned.id,
  record_type: 'phone_number',
  phone_number: owned.number,
  phone_number_type: 'local',
  country_iso_alpha2: 'US',
  status: 'active',
  tags: owned.tags,
  connection_id: owned.connectionId,
  connection_name: null,
  customer_reference: owned.reference,
  messaging_profile_id: owned.profileId,
  messaging_profile_name: null,
  billing_group_id: null,
  emergency_address_id: null,
  emergency_enabled: false,
  external_pin: null,
  call_forwarding_enabled: owned.forwarding.call_forwarding_enabled,
  call_recording_enabled: false,
  caller_id_name_enabled: false,
  cnam_listing_enabled: false,
  hd_voice_enabled: false,
  t38_fax_gateway_enabled: false,
  inbound_call_screening: 'disabled',
  deletion_lock_enabled: false,
  source_type: 'number_order',
  created_at: owned.since,
  purchased_at: owned.since,
  updated_at: owned.since,
});

/** What is answered to a release says less: so the description has it. */
export const wireReleased = (owned: Owned) => {
  const {
    country_iso_alpha2: _country,
    source_type: _source,
    inbound_call_screening: _screening,
    ...rest
  } = wireNumber(owned);
  const given = Object.entries(rest).filter(([, value]) => value !== null && !Array.isArray(value));
  return { ...Object.fromEntries(given), tags: owned.tags, status: 'deleted' };
};

export const wireVoice = (owned: Owned) => ({
  id: owned.id,
  record_type: 'voice_settings',
  phone_number: owned.number,
  customer_reference: owned.reference,
  ...(owned.connectionId !== null && { connection_id: owned.connectionId }),
  tech_prefix_enabled: false,
  translated_number: '',
  usage_payment_method: 'pay-per-minute',
  inbound_call_screening: 'disabled',
  call_forwarding: owned.forwarding,
});

export const wireMessaging = (owned: Owned) => ({
  id: owned.id,
  record_type: 'messaging_settings',
  phone_number: owned.number,
  organization_id: organizationId,
  messaging_profile_id: owned.profileId,
  messaging_product: 'A2P',
  traffic_type: 'A2P',
  type: 'long-code',
  country_code: 'US',
  tags: owned.tags,
  created_at: owned.since,
  updated_at: owned.since,
});
