import * as z from 'zod';

/** https://en.wikipedia.org/wiki/E.164: at most fifteen digits. */
const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/);
const countries = z
  .array(z.string().regex(/^[A-Z]{2}$/))
  .nullable()
  .optional();

const agents = z
  .array(
    z.strictObject({
      agent_id: z.string().min(1),
      /** A version, a tag, or one of Retell's two words. */
      agent_version: z.union([z.int().min(0), z.string().min(1)]).optional(),
      weight: z.number().gt(0).max(1),
    }),
  )
  .refine(
    (all) => all.length === 0 || Math.abs(all.reduce((sum, { weight }) => sum + weight, 0) - 1) < 1e-9,
    'weights must add up to 1',
  )
  .nullable()
  .optional();

const fields = {
  inbound_agents: agents,
  outbound_agents: agents,
  inbound_webhook_url: z.url().nullable().optional(),
  allowed_inbound_country_list: countries,
  allowed_outbound_country_list: countries,
  transport: z.enum(['TLS', 'TCP', 'UDP']).nullable().optional(),
};

/** What `import-phone-number` takes. */
export const NumberImport = z.strictObject({
  ...fields,
  phone_number: e164,
  termination_uri: z.string().min(1),
  sip_trunk_auth_username: z.string().min(1).optional(),
  sip_trunk_auth_password: z.string().min(1).optional(),
  nickname: z.string().optional(),
});

/** What `update-phone-number` takes: the credentials have other names here. */
export const NumberChange = z.strictObject({
  ...fields,
  nickname: z.string().nullable().optional(),
  termination_uri: z.string().min(1).optional(),
  auth_username: z.string().min(1).optional(),
  auth_password: z.string().min(1).optional(),
  fallback_number: e164.nullable().optional(),
});
export type NumberBindings = Pick<
  z.infer<typeof NumberChange>,
  'inbound_agents' | 'outbound_agents' | 'inbound_webhook_url' | 'allowed_inbound_country_list'
>;
