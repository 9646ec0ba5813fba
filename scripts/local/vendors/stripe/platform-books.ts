import type Stripe from 'stripe';
import { LOCAL_PLATFORM } from '../local-platform.ts';
import type { Ledger } from './ledger.ts';
import { localPortal, newProduct, type WirePortal } from './platform-objects.ts';

/** What the platform itself has in an account, beside its prices. */
export type PlatformBooks = {
  readonly products: Map<string, Stripe.Product>;
  readonly endpoints: Map<string, Stripe.WebhookEndpoint>;
  readonly portals: Map<string, WirePortal>;
};

const books = new WeakMap<Ledger, PlatformBooks>();

/** Of one account: empty until it is first asked for. */
export const platformBooks = (ledger: Ledger): PlatformBooks => {
  const known = books.get(ledger);
  if (known) return known;
  const made: PlatformBooks = { products: new Map(), endpoints: new Map(), portals: new Map() };
  books.set(ledger, made);
  return made;
};

/** What `LOCAL_PLATFORM` says is there, as if `npm run connect` had been run: the products of its prices, its portal. */
export const fillPlatform = (ledger: Ledger): void => {
  const { products, portals } = platformBooks(ledger);
  const created = ledger.nowSeconds();
  const names = { prod_monthly_local: 'CloudGreet', prod_booking_fee_local: 'Booking fee' };
  for (const [id, name] of Object.entries(names)) products.set(id, newProduct({ id, created }, name, {}));
  const { portalConfiguration: id } = LOCAL_PLATFORM;
  portals.set(id, localPortal(id, created));
  ledger.portals.add(id);
};

/** All of it, as plain lists. */
export const shownPlatform = (ledger: Ledger) => {
  const { products, endpoints, portals } = platformBooks(ledger);
  return {
    products: [...products.values()],
    endpoints: [...endpoints.values()],
    portals: [...portals.values()],
  };
};
