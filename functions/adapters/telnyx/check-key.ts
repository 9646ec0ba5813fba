import type { VendorChecks } from '../../domain/health/ports.ts';
import { askVendor } from '../../runtime/ask-vendor.ts';

/** A message that is not: the permission that looking for texts needs, and nothing of anybody comes back. */
const NO_MESSAGE = '00000000-0000-0000-0000-000000000000';

/** https://developers.telnyx.com/api-reference/messages/retrieve-a-message */
export const telnyxChecks = ({
  TELNYX_API_URL: apiUrl = '',
}: Readonly<Record<string, string>>): VendorChecks => ({
  'telnyx.apiKey': (key) => askVendor({ vendor: 'telnyx', url: `${apiUrl}/messages/${NO_MESSAGE}`, key }),
});
