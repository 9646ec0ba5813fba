import type { Business } from '../../../functions/domain/business/business.ts';
import type { InvoiceSummary } from '../../../scripts/local/vendors/stripe/stripe-model.ts';
import type { Deeds } from '../world/scene.ts';
import type { Rows } from './check-end.ts';
import { firstStartOf } from './places.ts';
import type { Report } from './violation.ts';
import type { Witness } from './witness.ts';

const FEE_CENTS = 5000;
/** Subscriptions whose bookings are billed. */
const BILLED = ['active', 'past_due'];

/** Stripe's books, our rows and the bookings say the same, to the cent. */
export const checkCharges = (witness: Witness, rows: Rows, deeds: Deeds, report: Report): void => {
  const { appointments, fees } = rows;
  const byAppointment = new Map(fees.map((fee) => [fee.appointmentId, fee]));
  const byFee = new Map<string, InvoiceSummary[]>();
  for (const invoice of witness.stripe.invoices()) {
    const feeId = invoice.metadata.fee_id;
    if (invoice.metadata.kind !== 'booking_fee' || feeId === undefined) continue;
    byFee.set(feeId, [...(byFee.get(feeId) ?? []), invoice]);
  }
  const customers = new Map(
    witness.businesses.map(({ id, billing }) => [id as string, billing.stripeCustomerId]),
  );

  for (const appointment of appointments) {
    const isOwed = appointment.madeBy === undefined;
    if (byAppointment.has(appointment.id) !== isOwed)
      report('C1', `${appointment.id} has ${isOwed ? 'no' : 'a'} fee`);
  }

  const known = new Set(fees.map(({ id }) => String(id)));
  for (const feeId of byFee.keys())
    if (!known.has(feeId)) report('C3', `an invoice is for fee ${feeId}, which does not exist`);

  for (const fee of fees) {
    const invoices = byFee.get(String(fee.id)) ?? [];
    const paid = invoices.filter(({ status }) => status === 'paid');
    const open = invoices.filter(({ status }) => status === 'open');
    const told = `fee ${fee.id} of ${fee.appointmentId} is ${fee.state}`;
    if (paid.length > 1)
      report('C1', `${told} and was paid ${paid.length} times: ${paid.map(({ id }) => id).join(', ')}`);
    if (paid.some(({ amountPaidCents }) => amountPaidCents !== FEE_CENTS)) {
      report(
        'C1',
        `${told} and ${paid.map(({ amountPaidCents }) => amountPaidCents).join(', ')} cents were paid`,
      );
    }
    if (invoices.some(({ customer }) => customer !== customers.get(String(fee.businessId)))) {
      report('C3', `${told} and another customer has its invoice`);
    }
    if (open.length > 1) report('C1', `${told} and ${open.length} invoices may still be paid`);
    if (fee.state === 'charged' && paid.length !== 1)
      report('C2', `${told} and ${paid.length} invoices were paid`);
    if (fee.state !== 'charged' && paid.length > 0) report('C2', `${told} and was paid by ${paid[0]?.id}`);
    if (fee.state === 'waived' && open.length > 0)
      report('C2', `${told} and ${open[0]?.id} may still be paid`);
    if (fee.state === 'owed') report('C1', `${told} although everything is at rest`);
    if (fee.state === 'declined' && open.length !== 1)
      report('C2', `${told} and has ${open.length} open invoices`);
    if (
      deeds.unbilledCalls.has(String((fee.evidence as { callId?: string }).callId)) &&
      fee.state !== 'waived'
    ) {
      report('C1', `${told} and came of a call that nobody pays for`);
    }
  }

  checkBilled(witness, rows, deeds, report);
  checkJobs(rows, report);
  checkWaivers(witness, rows, deeds, report);
};

/** Longer than a worker lives: it may have read the appointment just before it was cancelled. */
const WORKER_LIVES_MS = 60_000;

const isBilled = ({ subscription, feesDuringTrial }: Business['billing']): boolean =>
  BILLED.includes(subscription) || (subscription === 'trialing' && feesDuringTrial === 'charge');

/** Nobody pays who owes nothing: without a subscription, in a free trial, for what was cancelled before it was asked for. */
const checkBilled = (witness: Witness, { appointments, fees }: Rows, deeds: Deeds, report: Report): void => {
  const businesses = new Map(witness.businesses.map((business) => [business.id as string, business]));
  const byId = new Map(appointments.map((appointment) => [appointment.id, appointment]));
  for (const fee of fees) {
    const business = businesses.get(String(fee.businessId));
    if (business && !deeds.subscribed.has(business.id)) {
      const { subscription } = business.billing;
      if (!isBilled(business.billing) && fee.state !== 'waived')
        report('C1', `fee ${fee.id} is ${fee.state} at a business that is ${subscription}`);
      if (
        isBilled(business.billing) &&
        ['trial', 'subscription_inactive'].includes(String(fee.waivedBecause))
      )
        report('C1', `fee ${fee.id} is waived as ${fee.waivedBecause} at a business that is ${subscription}`);
    }
    const { cancelledAt, cancelledBy } = byId.get(fee.appointmentId) ?? {};
    // What the business cancels itself stays owed.
    if (cancelledAt === undefined || cancelledBy !== undefined || fee.state !== 'charged') continue;
    const triedMs = Date.parse(String(fee.firstAttemptAt)) - WORKER_LIVES_MS - 2 * (witness.skewMs ?? 0);
    if (triedMs > Date.parse(String(cancelledAt)))
      report('C1', `fee ${fee.id} was first asked for at ${fee.firstAttemptAt}, cancelled at ${cancelledAt}`);
  }
};

/** A job that was cancelled and booked again in one call is one job, and costs one fee. */
const checkJobs = ({ appointments, fees }: Rows, report: Report): void => {
  const charged = new Set(
    fees.filter(({ state }) => state === 'charged').map(({ appointmentId }) => appointmentId),
  );
  const jobs = new Map<string, unknown>();
  for (const row of appointments) {
    const { id, businessId, callId, serviceId } = row;
    if (!charged.has(id)) continue;
    const job = `${businessId} ${callId} ${serviceId} ${firstStartOf(row)}`;
    if (jobs.has(job)) report('C1', `${job} was charged as ${jobs.get(job)} and as ${id}`);
    jobs.set(job, id);
  }
};

/** What is waived has a reason that holds. */
const checkWaivers = (witness: Witness, { appointments, fees }: Rows, deeds: Deeds, report: Report): void => {
  const businesses = new Map(witness.businesses.map((business) => [business.id as string, business]));
  const statuses = new Map(appointments.map((appointment) => [appointment.id, appointment]));
  for (const fee of fees) {
    if (fee.state !== 'waived') continue;
    const { waivedBecause: because, appointmentId } = fee;
    const appointment = statuses.get(appointmentId);
    const subscription = businesses.get(String(fee.businessId))?.billing.subscription ?? '';
    const isUnbilled = deeds.unbilledCalls.has(String((fee.evidence as { callId?: string }).callId));
    const holds =
      // Whose invoice was called off hears of that from Stripe, too, and perhaps first.
      because === 'cancelled_before_charge' || because === 'invoice_voided'
        ? deeds.cancelled.has(String(appointmentId)) &&
          appointment?.status === 'cancelled' &&
          appointment.cancelledBy === undefined
        : because === 'rebooked'
          ? Number(appointment?.attempt) > 0
          : because === 'test_call' || because === 'owner_call'
            ? isUnbilled
            : because === 'subscription_inactive' || because === 'trial'
              ? !BILLED.includes(subscription) || deeds.subscribed.has(String(fee.businessId))
              : false;
    if (!holds) report('C1', `fee ${fee.id} is waived because ${because}, and that is not so`);
  }
};
