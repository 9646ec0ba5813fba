import type { VendorChecks } from '../../domain/health/ports.ts';
import { askVendor } from '../../runtime/ask-vendor.ts';

/** How many calls there may be at once: two numbers of ours. https://docs.retellai.com/api-references/get-concurrency */
export const retellChecks = ({
  RETELL_API_URL: apiUrl = '',
}: Readonly<Record<string, string>>): VendorChecks => ({
  'retell.apiKeys': (key) => askVendor({ vendor: 'retell', url: `${apiUrl}/get-concurrency`, key }),
});
