import type { BusinessId } from '../../contracts/ids.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';
import type { BillingAccount, Standing } from './account.ts';
import type { Checkout } from './checkout.ts';
import type { AccountInvoice } from './invoice.ts';

/** `changed`: the row is not as it was read. `repeated`: the occasion was applied before. */
export type Moved = 'moved' | 'changed' | 'repeated';

export type BillingAccounts = {
  /** As it stands now, never a cached copy. */
  find(businessId: BusinessId): Promise<BillingAccount | undefined>;
  /**
   * Writes the account, the occasion and, where there is one, the standing on the business's configuration, all
   * together, if the account is as it was read (`from` undefined: absent).
   */
  move(
    from: BillingAccount | undefined,
    to: BillingAccount,
    standing: Standing | undefined,
    occasion: VendorEvent,
  ): Promise<Moved>;
};

export type AccountInvoices = {
  /** As it stands now, never a cached copy. */
  find(businessId: BusinessId, invoiceId: string): Promise<AccountInvoice | undefined>;
  /** Writes the invoice, whose it is, and the occasion, together. */
  move(from: AccountInvoice | undefined, to: AccountInvoice, occasion: VendorEvent): Promise<Moved>;
};

export type Checkouts = {
  /** As it stands now, never a cached copy. */
  find(businessId: BusinessId, sessionId: string): Promise<Checkout | undefined>;
  move(from: Checkout | undefined, to: Checkout, occasion: VendorEvent): Promise<Moved>;
};
