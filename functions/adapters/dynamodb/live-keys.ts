import type { BusinessId } from '../../contracts/ids.ts';
import { biz } from './business-partition.ts';

/** Rows of the live channel, as part of `keys`. */
export const LIVE_KEYS = {
  /** Who may open it, once; which pages have; how many messages there were. */
  liveTicket: (id: BusinessId, fingerprint: string) => ({ pk: biz(id, 'LIVE'), sk: `TICKET#${fingerprint}` }),
  liveConnection: (id: BusinessId, connection: string) => ({
    pk: biz(id, 'LIVE'),
    sk: `CONNECTION#${connection}`,
  }),
  liveSequence: (id: BusinessId) => ({ pk: biz(id, 'LIVE'), sk: 'SEQUENCE' }),
  /** Registry: whose page a connection is. */
  connection: (connection: string) => ({ pk: `CONNECTION#${connection}`, sk: '0' }),
} as const;
