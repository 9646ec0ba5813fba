import type { VendorChecks } from '../../domain/health/ports.ts';
import { askVendor, type Said } from '../../runtime/ask-vendor.ts';

/** An e-mail that is not. */
const NO_EMAIL = '00000000-0000-0000-0000-000000000000';

/**
 * A key that may only send is known to Resend and refused everything else by that name, with 401; it is all that we need.
 * https://resend.com/docs/api-reference/errors
 */
const maySend = ({ status, body }: Said) =>
  status === 401 && body.includes('restricted_api_key') ? 'answers' : undefined;

export const resendChecks = ({
  RESEND_API_URL: apiUrl = '',
}: Readonly<Record<string, string>>): VendorChecks => ({
  'resend.apiKey': (key) =>
    askVendor({ vendor: 'resend', url: `${apiUrl}/emails/${NO_EMAIL}`, key, unlessMeant: maySend }),
});
