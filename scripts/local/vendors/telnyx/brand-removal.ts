import { type ApiRoute, decline, withOneError } from './api-call.ts';
import type { Brands } from './brands.ts';
import type { Campaigns } from './campaigns.ts';

/** A brand is given up when each of its campaigns has ended and is three months old: until then they are paid for. */
export const brandRemoval = (
  brands: Pick<Brands, 'shown' | 'remove'>,
  campaigns: Pick<Campaigns, 'keepBrand'>,
): ApiRoute => ({
  method: 'DELETE',
  path: /^\/v2\/10dlc\/brand\/([^/]+)$/,
  run: withOneError(({ ids: [id = ''] }) => {
    if (brands.shown(id) === undefined) throw decline(404, '10005');
    if (campaigns.keepBrand(id)) {
      throw decline(400, '10015', { detail: 'The brand has campaigns that are active or not old enough.' });
    }
    brands.remove(id);
    return { status: 204, body: '' };
  }),
});
