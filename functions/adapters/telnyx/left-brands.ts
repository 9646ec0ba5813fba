import * as z from 'zod/mini';
import type { Registrations } from '../../domain/provision/ports.ts';
import { isMarked } from './brands.ts';
import { ifThere, type ProvisioningCalls, wholePage } from './provisioning-calls.ts';

const PAGE = 500;

const BrandId = z.object({ brandId: z.string().check(z.minLength(1)) });
const Brands = z.object({ records: z.array(BrandId), totalRecords: z.int() });
const Marked = z.extend(BrandId, { webhookURL: z.nullish(z.string()) });

/** What a business that leaves has of brands, and how they are given up. */
export const telnyxLeftBrands = ({
  change,
  look,
}: ProvisioningCalls): Pick<Registrations, 'brandsOf' | 'removeBrand'> => {
  const named = async (displayName: string) => {
    const { records, totalRecords } = await look('look for brands', Brands, (telnyx) =>
      telnyx.messaging10dlc.brand.list({ displayName, recordsPerPage: PAGE }),
    );
    return wholePage('look for brands', records, totalRecords).map(({ brandId }) => brandId);
  };

  return {
    async brandsOf(businessId, { displayName, brandIds }) {
      const listed = displayName === undefined ? [] : await named(displayName);
      const there: string[] = [];
      for (const brandId of new Set([...brandIds, ...listed])) {
        const brand = await ifThere(
          look('read brand', Marked, (telnyx) => telnyx.messaging10dlc.brand.retrieve(brandId)),
        );
        if (brand && isMarked(brand, businessId)) there.push(brandId);
      }
      return there;
    },

    async removeBrand(brandId) {
      await ifThere(
        change('remove brand', z.unknown(), (telnyx) => telnyx.messaging10dlc.brand.delete(brandId)),
      );
    },
  };
};
