import * as z from 'zod/mini';
import type { StageSecret } from './secrets.ts';

/** Whether a value could be what a setting needs, and in words what it has to be. */
export type Form = { readonly isForm: (value: string) => boolean; readonly says: string };

type Sections = Omit<Required<StageSecret>, 'v'>;
type NamesIn<Part> = Part extends string | readonly unknown[] ? '' : `.${Extract<keyof Part, string>}`;
/** A setting of the stage secret by section and name, as people type it: `stripe.secretKey`. */
export type SecretName = {
  [Section in keyof Sections]: `${Section}${NamesIn<NonNullable<Sections[Section]>>}`;
}[keyof Sections];

const like = (form: RegExp, says: string): Form => ({ isForm: (value) => form.test(value), says });

const ours = like(
  /^[\x21-\x7e]{32,256}$/,
  'at least 32 visible characters by chance (`--generate` makes them)',
);
/** Stripe's is used as it is; Resend's is base64 behind the prefix, as Svix has it: https://docs.svix.com/receiving/verifying-payloads/how-manual */
const webhookSecret = like(/^whsec_[\w+/=-]{16,}$/, '`whsec_` and what the vendor shows behind it');
/** Vendors do not describe their keys any further, and lengthen them without a word. */
const vendorKey = (prefix: string) =>
  like(
    new RegExp(`^${prefix}[\\w-]{8,256}$`),
    `\`${prefix.replaceAll(/[()?:]/g, '')}\` and what the vendor shows behind it`,
  );
const stripePrice = like(/^price_\w{8,}$/, '`price_` and the rest of its id');
const telnyxId = like(/^\d{10,25}$/, 'its id, of digits only');

/**
 * What each setting of the stage secret looks like. One that is added to the shape does not compile until it is here.
 * Only who puts a key in is held to it: a vendor that changes the look of its keys must not stop the functions that use them.
 */
export const SECRET_FORMS: Readonly<Record<SecretName, Form>> = {
  'retell.apiKeys': vendorKey('key_'),
  'telnyx.apiKey': vendorKey('KEY'),
  // 32 bytes: https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks
  'telnyx.publicKeys': like(/^[A-Za-z\d+/]{43}=$/, 'the public key of the portal: 32 bytes in base64'),
  'stripe.secretKey': like(
    /^(sk|rk)_(test|live)_\w{8,256}$/,
    '`sk_live_`, `rk_live_` (or `test`) and the rest',
  ),
  'stripe.webhookSecrets': webhookSecret,
  'resend.apiKey': vendorKey('re_'),
  'resend.webhookSecrets': webhookSecret,
  'offers.keys': ours,
  'codes.keys': ours,
  originSecret: ours,
  'platform.monthlyPrice': stripePrice,
  'platform.bookingFeePrice': stripePrice,
  'platform.portalConfiguration': like(/^bpc_\w+$/, '`bpc_` and the rest of its id'),
  'platform.trunkId': telnyxId,
  'platform.outboundProfileId': telnyxId,
  'platform.trunkUsername': like(/^[A-Za-z\d]{4,32}$/, '4 to 32 letters and digits'),
  'platform.trunkPassword': like(/^\S{8,128}$/, 'at least 8 characters'),
  'platform.verifyProfileId': like(/^[\da-f-]{36}$/, 'the id of a verify profile'),
  'platform.webUrl': like(
    /^(https:\/\/[\w.-]+|http:\/\/(127\.0\.0\.1|localhost):\d+)$/,
    'the address of the dashboard',
  ),
};

/**
 * Names that RFC 2606 and RFC 6761 keep for examples: what the repository has until an operator puts theirs in.
 * On a stage in an account such an address is as good as none.
 */
export const isStandIn = (value: string): boolean =>
  /[@.](example|invalid|test|localhost)(\.(com|net|org))?>?$/i.test(value);

/** A simulator of the local cloud listens on this machine. */
const vendorUrl = like(/^(https:\/\/[\w.-]+|http:\/\/127\.0\.0\.1:\d+)(\/[\w/-]*)?$/, 'an https address');

/** What the variables look like that a stage is told by lib/stages.ts. One that is not here has to be there, and no more. */
export const VARIABLE_FORMS: Readonly<Record<string, Form>> = {
  STRIPE_API_URL: vendorUrl,
  TELNYX_API_URL: vendorUrl,
  RESEND_API_URL: vendorUrl,
  RETELL_API_URL: vendorUrl,
  EMAIL_FROM: like(/^([^<>@]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, '`Name <address>`'),
  EMAIL_REPLY_TO: like(/^[^\s<>@]+@[^\s<>@]+$/, 'an e-mail address'),
};

/** The variables of a stage that a person has chosen, by name, as lib/features/environment.ts collects them. */
export const StageSettings = z.record(z.string(), z.string());

const THERE: Form = { isForm: (value) => value !== '', says: 'anything' };

export const formOf = (forms: Readonly<Record<string, Form>>, name: string): Form =>
  Object.hasOwn(forms, name) ? (forms[name] as Form) : THERE;
