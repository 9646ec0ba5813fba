import type { BusinessId } from '../../contracts/ids.ts';

/**
 * A row of a business lives in a partition that starts with its id and a delimiter, so that a policy can fence it; there
 * are seventeen such partitions and no others, so that a business can be listed, exported and deleted without a Scan.
 */
export const biz = (id: BusinessId, partition: string) => `BIZ#${id}#${partition}`;
