import type { VendorCheck } from '../../domain/health/ports.ts';
import { askVendor } from '../../runtime/ask-vendor.ts';

/** How many calls there may be at once: two numbers of ours. https://docs.retellai.com/api-references/get-concurrency */
export const retellKey =
  (apiUrl: string): VendorCheck =>
  (key) =>
    askVendor({ vendor: 'retell', url: `${apiUrl}/get-concurrency`, key });
