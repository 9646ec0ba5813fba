import { ORIGIN_SECRET_HEADER } from '../../functions/contracts/origin-secret.ts';
import type { World } from '../../scripts/local/world.ts';

/** The HTTP API's own address, without a slash at its end: whoever asks there has not come through the distribution. */
export const ownAddress = ({ cloud }: World): string => String(cloud.outputs.WebApiUrl).replace(/\/$/, '');

/** What the distribution adds. With it one asks as if through it, past its filters, which would stop what tests send. */
export const asTheDistribution = ({ secret }: World): Readonly<Record<string, string>> => ({
  [ORIGIN_SECRET_HEADER]: secret.originSecret,
});
