import type { VendorAnswer } from '../../contracts/api/health.ts';
import type { VendorCheck, VendorChecks } from '../../domain/health/ports.ts';
import { askVendor, type Said } from '../../runtime/ask-vendor.ts';
import { STRIPE_API_VERSION } from './api-version.ts';

/** Of the price: it is not there, or nobody can tell because the key is none. */
const ofPrice = ({ status }: Said): VendorAnswer | undefined => {
  if (status === 404) return 'refuses';
  return status === 401 || status === 403 ? 'unclear' : undefined;
};

/**
 * The key, by the price of the booking fee, which it charges; and whether what we sell is of the key's account.
 * https://docs.stripe.com/api/prices/retrieve
 */
export const stripeChecks = ({
  STRIPE_API_URL: apiUrl = '',
}: Readonly<Record<string, string>>): VendorChecks => {
  const askForPrice = (price: string, key: string, unlessMeant?: typeof ofPrice): Promise<VendorAnswer> =>
    askVendor({
      vendor: 'stripe',
      url: `${apiUrl}/v1/prices/${encodeURIComponent(price)}`,
      key,
      headers: { 'stripe-version': STRIPE_API_VERSION },
      ...(unlessMeant && { unlessMeant }),
    });
  const sold: VendorCheck = async (price, other) => {
    const key = other('stripe.secretKey');
    return key === undefined ? 'unclear' : askForPrice(price, key, ofPrice);
  };
  return {
    'stripe.secretKey': (key, other) => askForPrice(other('platform.bookingFeePrice') ?? 'price_none', key),
    'platform.monthlyPrice': sold,
    'platform.bookingFeePrice': sold,
  };
};
