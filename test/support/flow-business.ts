import type { Table } from '../../functions/adapters/dynamodb/client.ts';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import type { Alert } from '../../functions/domain/alert/alert.ts';
import type { Appointment } from '../../functions/domain/appointment/appointment.ts';
import type { AuditEntry } from '../../functions/domain/audit/audit-entry.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import type { Call } from '../../functions/domain/call/call.ts';
import type { CallLeg } from '../../functions/domain/call-leg/call-leg.ts';
import type { Fee } from '../../functions/domain/fee/fee.ts';
import type { Reversals } from '../../functions/domain/reversal/reversal.ts';
import type { AccountInvoice } from '../../functions/domain/subscription/invoice.ts';
import type { Confirmation, Reply } from '../../functions/domain/text/text.ts';
import type { Email } from '../../scripts/local/vendors/resend/resend-model.ts';
import type { CallSession } from '../../scripts/local/vendors/retell/call-session.ts';
import type { PlacedCall } from '../../scripts/local/vendors/retell/retell.ts';
import type { InvoiceSummary } from '../../scripts/local/vendors/stripe/stripe-model.ts';
import type { Text as SimulatedText } from '../../scripts/local/vendors/telnyx/phones.ts';
import type { World } from '../../scripts/local/world.ts';
import { aBusiness } from './builders.ts';
import type { Row } from './world.ts';

export type GivenBusiness = Partial<Pick<Business, 'hours' | 'services' | 'zone' | 'dayOffsetMinutes'>> &
  Partial<Pick<Business, 'startEveryMinutes' | 'noticeMinutes' | 'crews' | 'dailyCaps'>>;

/** A business, who calls it, and what the world holds of it and of no other. */
export type FlowBusiness = {
  readonly business: Business;
  readonly id: BusinessId;
  /** E.164: the phone that rings the business in `call`, and where its texts go. */
  readonly customerPhone: string;
  call(placed?: Partial<PlacedCall>): Promise<CallSession>;
  rows(): Promise<Row[]>;
  appointments(): Promise<Appointment[]>;
  fees(): Promise<Fee[]>;
  /** The confirmations. */
  texts(): Promise<Confirmation[]>;
  replies(): Promise<Reply[]>;
  alerts(): Promise<Alert[]>;
  /** What was decided for it. */
  record(): Promise<AuditEntry[]>;
  calls(): Promise<Call[]>;
  legs(): Promise<CallLeg[]>;
  /** Its subscription's invoices, with what was taken back of them. */
  accountInvoices(): Promise<(AccountInvoice & Reversals)[]>;
  /** At Stripe. */
  invoices(): InvoiceSummary[];
  /** At Telnyx: what was sent for it. */
  sentTexts(): SimulatedText[];
  /** At Resend: what its owner got. */
  emails(): Email[];
};

type Place = {
  readonly world: World;
  readonly table: Table;
  readonly rows: () => Promise<Row[]>;
  /** Keeps businesses of one world apart. */
  readonly serial: number;
};

const FIRST_NUMBER = 5_000;

export const flowBusiness = (place: Place, given: GivenBusiness): FlowBusiness => {
  const { serial, world } = place;
  const number = `+1512555${FIRST_NUMBER + serial}`;
  const customerPhone = `+1512556${FIRST_NUMBER + serial}`;
  const business = aBusiness({
    id: `biz_flow${String(serial).padStart(4, '0')}` as BusinessId,
    name: `Apex Heating ${serial}`,
    agentIds: [`agent_flow${serial}`],
    numbers: [number],
    owner: {
      email: `owner${serial}@apexhvac.example`,
      phones: [`+1512557${FIRST_NUMBER + serial}`],
      transferNumber: `+1512557${FIRST_NUMBER + serial}`,
    },
    billing: {
      stripeCustomerId: `cus_flow${serial}`,
      bookingFeeCents: 5000,
      subscription: 'active',
      feesDuringTrial: 'waive',
    },
    messaging: { from: number, messagingProfileId: `40017b2f-0000-4000-8000-${1_000_000_000_00 + serial}` },
    ...given,
  });
  const { id } = business;

  const rows = async (): Promise<Row[]> =>
    (await place.rows()).filter(({ pk }) => String(pk).startsWith(`BIZ#${id}#`));
  const rowsLike = async <Noun>(partition: string, sk: RegExp): Promise<Noun[]> =>
    (await rows()).filter((row) => row.pk === `BIZ#${id}#${partition}` && sk.test(String(row.sk))) as Noun[];

  return {
    business,
    id,
    customerPhone,
    rows,
    call: (placed = {}) => world.retell.placeCall({ from: customerPhone, to: number, ...placed }),
    appointments: () => rowsLike('APPOINTMENTS', /^apt_[^#]+$/),
    fees: () => rowsLike('APPOINTMENTS', /#FEE$/),
    texts: () => rowsLike('APPOINTMENTS', /#TEXT#/),
    replies: () => rowsLike('TEXTS', /^REPLY#/),
    alerts: () => rowsLike('APPOINTMENTS', /#ALERT$/),
    record: () => rowsLike('AUDIT', /./),
    accountInvoices: () => rowsLike('BILLING', /^INVOICE#/),
    calls: () => rowsLike('CALLS', /^(?!LEG#)[^#]+$/),
    legs: () => rowsLike('CALLS', /^LEG#/),
    invoices: () =>
      world.stripe.invoices().filter(({ customer }) => customer === business.billing.stripeCustomerId),
    sentTexts: () =>
      world.telnyx.texts().filter(({ direction, from }) => direction === 'outbound' && from === number),
    emails: () => world.resend.emails().filter(({ to }) => to.includes(business.owner.email)),
  };
};
