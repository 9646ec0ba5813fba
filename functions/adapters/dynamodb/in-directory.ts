import type { BusinessId } from '../../contracts/ids.ts';

/**
 * All businesses by their ids: marks on the configuration row, in a shard of the due index that never comes due. A row of
 * its own for each would have to be in one partition, which whoever opens a business reaches for that business only.
 */
export const inDirectory = (id: BusinessId) => ({ duePk: 'BUSINESSES', dueSk: id as string });
