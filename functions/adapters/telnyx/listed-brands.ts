import * as z from 'zod/mini';
import { type ProvisioningCalls, wholePage } from './provisioning-calls.ts';

const PAGE = 500;
const Brands = z.object({
  records: z.array(z.object({ brandId: z.string().check(z.minLength(1)) })),
  totalRecords: z.int(),
});

/** Ids of all brands that go by the name, whosever they are. */
export const brandsNamed = async (
  { look }: Pick<ProvisioningCalls, 'look'>,
  displayName: string,
): Promise<readonly string[]> => {
  const { records, totalRecords } = await look('look for brands', Brands, (telnyx) =>
    telnyx.messaging10dlc.brand.list({ displayName, recordsPerPage: PAGE }),
  );
  return wholePage('look for brands', records, totalRecords).map(({ brandId }) => brandId);
};
