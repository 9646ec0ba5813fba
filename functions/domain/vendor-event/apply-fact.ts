import { type EmailReport, trackEmail } from '../alert/track-email.ts';
import type { CallFact } from '../call/call.ts';
import { recordCall } from '../call/record-call.ts';
import type { CallLegFact } from '../call-leg/call-leg.ts';
import { type RecordCallLegDeps, recordCallLeg } from '../call-leg/record-call-leg.ts';
import { receiveText, type TextReceived } from '../customer/receive-text.ts';
import { Refusal } from '../errors.ts';
import type { InvoiceFact } from '../fee/invoice.ts';
import { settleFee } from '../fee/settle-fee.ts';
import type { ProvisionFact } from '../provision/provision.ts';
import { type RecordProvisionDeps, recordProvision } from '../provision/record-provision.ts';
import { type LinkPaymentDeps, linkPayment } from '../reversal/link-payment.ts';
import { type RecordReversalDeps, recordReversal } from '../reversal/record-reversal.ts';
import type { PaymentFact, ReversalFact } from '../reversal/reversal.ts';
import type { AccountFact } from '../subscription/account.ts';
import type { CheckoutFact } from '../subscription/checkout.ts';
import type { AccountInvoiceFact } from '../subscription/invoice.ts';
import { type RecordCheckoutDeps, recordCheckout } from '../subscription/record-checkout.ts';
import { type RecordInvoiceDeps, recordInvoice } from '../subscription/record-invoice.ts';
import { type TrackAccountDeps, trackAccount } from '../subscription/track-account.ts';
import { type TextReport, trackText } from '../text/track-text.ts';
import type { KeptBodies, VendorEvents } from './ports.ts';
import { awaited, type Ownerless, type StoredOnly } from './vendor-event.ts';

/** What a vendor's event means to us. */
export type VendorFact =
  | CallFact
  | InvoiceFact
  | AccountInvoiceFact
  | AccountFact
  | CheckoutFact
  | PaymentFact
  | ReversalFact
  | TextReceived
  | TextReport
  | EmailReport
  | CallLegFact
  | ProvisionFact
  | StoredOnly
  | Ownerless;

type Deps = Parameters<typeof recordCall>[0] &
  Parameters<typeof settleFee>[0] &
  TrackAccountDeps &
  RecordInvoiceDeps &
  RecordCheckoutDeps &
  LinkPaymentDeps &
  RecordReversalDeps &
  Parameters<typeof receiveText>[0] &
  Parameters<typeof trackText>[0] &
  Parameters<typeof trackEmail>[0] &
  RecordCallLegDeps &
  RecordProvisionDeps & {
    readonly events: VendorEvents;
    readonly bodies: Pick<KeptBodies, 'keepUnknown'>;
  };

/** Hands a fact to the operation that knows what follows from it; `body` is what the vendor sent. */
export const applyFact = (deps: Deps) => {
  const record = recordCall(deps);
  const settle = settleFee(deps);
  const account = trackAccount(deps);
  const invoice = recordInvoice(deps);
  const checkout = recordCheckout(deps);
  const link = linkPayment(deps);
  const reverse = recordReversal(deps);
  const receive = receiveText(deps);
  const trackTheText = trackText(deps);
  const trackTheEmail = trackEmail(deps);
  const recordLeg = recordCallLeg(deps);
  const provide = recordProvision(deps);
  return async (fact: VendorFact, body: string): Promise<unknown> => {
    switch (fact.kind) {
      case 'call':
        return record(fact);
      case 'invoice':
        return settle(fact);
      case 'account-invoice':
        return invoice(fact);
      case 'subscription':
      case 'billing-customer':
      case 'card':
        return account(fact);
      case 'checkout':
        return checkout(fact);
      case 'invoice-payment':
        return link(fact);
      case 'reversal':
        return reverse(fact);
      case 'text-received':
        return receive(fact);
      case 'text-report':
        return trackTheText(fact);
      case 'email-report':
        return trackTheEmail(fact);
      case 'call-leg':
        return recordLeg(fact);
      case 'provision':
        return provide(fact);
      case 'stored-only':
        return deps.events.remember(fact.occasion, await deps.bodies.keepUnknown(fact.occasion, body));
      case 'ownerless':
        throw new Refusal('business_not_found', { awaits: awaited.operator() });
    }
  };
};
