import * as z from 'zod';

const country = z.string().regex(/^[A-Z]{2}$/);
const money = z.string().regex(/^\d+(\.\d+)?$/);

export const profileShape = z.strictObject({
  name: z.string().min(3),
  enabled: z.boolean().optional(),
  traffic_type: z.literal('conversational').optional(),
  service_plan: z.literal('global').optional(),
  usage_payment_method: z.literal('rate-deck').optional(),
  concurrent_call_limit: z.int().nullable().optional(),
  whitelisted_destinations: z.array(country).optional(),
  max_destination_rate: z.number().optional(),
  daily_spend_limit: money.optional(),
  daily_spend_limit_enabled: z.boolean().optional(),
  billing_group_id: z.uuid().nullable().optional(),
  tags: z.array(z.string()).optional(),
});

const seconds = (most: number) => z.int().min(1).max(most);

const inbound = z
  .strictObject({
    ani_number_format: z.enum(['+E.164', 'E.164', '+E.164-national', 'E.164-national']),
    channel_limit: z.int().nullable(),
    codecs: z.array(z.enum(['G722', 'G711U', 'G711A', 'G729', 'OPUS', 'H.264', 'PCMU', 'PCMA'])),
    default_primary_fqdn_id: z.string().nullable(),
    default_secondary_fqdn_id: z.string().nullable(),
    default_tertiary_fqdn_id: z.string().nullable(),
    default_routing_method: z.enum(['sequential', 'round-robin']).nullable(),
    dnis_number_format: z.enum(['+e164', 'e164', 'national', 'sip_username']),
    generate_ringback_tone: z.boolean(),
    isup_headers_enabled: z.boolean(),
    prack_enabled: z.boolean(),
    shaken_stir_enabled: z.boolean(),
    sip_compact_headers_enabled: z.boolean(),
    sip_region: z.enum(['US', 'Europe', 'Australia']),
    sip_subdomain: z.string().nullable(),
    sip_subdomain_receive_settings: z.enum(['only_my_connections', 'from_anyone']),
    timeout_1xx_secs: seconds(120),
    timeout_2xx_secs: seconds(600),
  })
  .partial();

const outbound = z
  .strictObject({
    outbound_voice_profile_id: z.string(),
    channel_limit: z.int(),
    localization: country,
    call_parking_enabled: z.boolean().nullable(),
    generate_ringback_tone: z.boolean(),
    instant_ringback_enabled: z.boolean(),
    ip_authentication_method: z.enum(['credential-authentication', 'ip-authentication']),
    t38_reinvite_source: z.enum(['telnyx', 'customer', 'disabled']),
    timeout_1xx_secs: seconds(120),
    timeout_2xx_secs: seconds(600),
  })
  .partial();

export const trunkChangeShape = z
  .strictObject({
    connection_name: z.string().min(1),
    active: z.boolean(),
    anchorsite_override: z.string(),
    transport_protocol: z.enum(['UDP', 'TCP', 'TLS']),
    webhook_api_version: z.enum(['1', '2']),
    webhook_event_url: z.url(),
    webhook_event_failover_url: z.url().nullable(),
    webhook_timeout_secs: z.int().min(0).max(30).nullable(),
    call_cost_in_webhooks: z.boolean(),
    inbound,
    outbound,
    tags: z.array(z.string()),
  })
  .partial();
export const trunkShape = trunkChangeShape.required({ connection_name: true });

export const addressChangeShape = z
  .strictObject({
    connection_id: z.string(),
    fqdn: z.hostname(),
    dns_record_type: z.enum(['a', 'srv']),
    port: z.int().nullable(),
  })
  .partial();
export const addressShape = addressChangeShape.required({
  connection_id: true,
  fqdn: true,
  dns_record_type: true,
});

export const loginShape = z
  .strictObject({
    fqdn_outbound_authentication: z.enum(['ip-authentication', 'credential-authentication']),
    ip_authentication_method: z.enum(['token', 'p-charge-info']),
    user_name: z.string().regex(/^[A-Za-z\d]{4,32}$/),
    password: z.string().min(8).max(128),
    webhook_url: z.url(),
    failover_url: z.url(),
  })
  .partial();

const channel = z.strictObject({
  app_name: z
    .string()
    .regex(/^[A-Za-z0-9 -]{1,30}$/)
    .optional(),
  code_length: z.int().min(4).max(10).optional(),
  default_verification_timeout_secs: z.int().min(60).optional(),
  messaging_template_id: z.uuid().optional(),
  whitelisted_destinations: z.array(country).min(1),
});

export const verifyChangeShape = z
  .strictObject({
    name: z.string().min(1),
    language: z.string(),
    webhook_url: z.url(),
    webhook_failover_url: z.url(),
    sms: channel.extend({ alpha_sender: z.string().nullable().optional() }),
    call: channel,
    daily_spend_limit: z.number().min(0),
    daily_spend_limit_enabled: z.boolean(),
  })
  .partial();
export const verifyShape = verifyChangeShape.required({ name: true });
