import type { VendorAnswer } from '../../contracts/api/health.ts';
import type { VendorCheck } from '../../domain/health/ports.ts';
import { askVendor, type Question } from '../../runtime/ask-vendor.ts';
import { STRIPE_API_VERSION } from './api-version.ts';

const askForPrice = (
  apiUrl: string,
  price: string,
  key: string,
  unlessMeant?: Question['unlessMeant'],
): Promise<VendorAnswer> =>
  askVendor({
    vendor: 'stripe',
    url: `${apiUrl}/v1/prices/${encodeURIComponent(price)}`,
    key,
    headers: { 'stripe-version': STRIPE_API_VERSION },
    ...(unlessMeant && { unlessMeant }),
  });

/** By the price of the booking fee, which this key charges: https://docs.stripe.com/api/prices/retrieve */
export const stripeKey =
  (apiUrl: string): VendorCheck =>
  (key, other) =>
    askForPrice(apiUrl, other('STRIPE_BOOKING_FEE_PRICE') ?? 'price_none', key);

/** Whether that price is of the account that the key is of. Without a key nobody can say. */
export const stripePrice =
  (apiUrl: string): VendorCheck =>
  async (price, other) => {
    const key = other('stripe.secretKey');
    if (key === undefined) return 'unclear';
    return askForPrice(apiUrl, price, key, ({ status }) => {
      if (status === 404) return 'refuses';
      return status === 401 || status === 403 ? 'unclear' : undefined;
    });
  };
