import * as z from 'zod/mini';
import type { Registrations } from '../../domain/provision/ports.ts';
import { isMarked } from './brands.ts';
import { brandsNamed } from './listed-brands.ts';
import { ifThere, type ProvisioningCalls } from './provisioning-calls.ts';

const Marked = z.object({ webhookURL: z.nullish(z.string()) });

/** What a business that leaves has of brands, and how they are given up. */
export const telnyxLeftBrands = (
  calls: ProvisioningCalls,
): Pick<Registrations, 'brandsOf' | 'removeBrand'> => ({
  async brandsOf(businessId, { displayName, brandIds }) {
    const listed = displayName === undefined ? [] : await brandsNamed(calls, displayName);
    const there: string[] = [];
    for (const brandId of new Set([...brandIds, ...listed])) {
      const brand = await ifThere(
        calls.look('read brand', Marked, (telnyx) => telnyx.messaging10dlc.brand.retrieve(brandId)),
      );
      if (brand && isMarked(brand, businessId)) there.push(brandId);
    }
    return there;
  },

  async removeBrand(brandId) {
    await ifThere(
      calls.change('remove brand', z.unknown(), (telnyx) => telnyx.messaging10dlc.brand.delete(brandId)),
    );
  },
});
