import type { AppointmentId, BusinessId } from '../../functions/contracts/ids.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import type { Email } from '../local/vendors/resend/resend-model.ts';
import type { InvoiceSummary } from '../local/vendors/stripe/stripe-model.ts';
import type { Text } from '../local/vendors/telnyx/phones.ts';
import type { Evidence } from './claims.ts';
import { type Held, heldOf } from './held.ts';
import { bringsCode } from './mailbox.ts';
import type { OnItsWay } from './on-its-way.ts';
import type { Owner } from './owner.ts';
import type { Place, Rows } from './place.ts';
import type { Performance } from './stage-play.ts';
import type { ArmedFault } from './vendor-views.ts';

/** What the vendors hold of one business. */
export type Books = {
  readonly invoices: readonly InvoiceSummary[];
  readonly sentTexts: readonly Text[];
  readonly emails: readonly Email[];
};

export const booksOf = async (
  { vendors }: Place,
  { billing, messaging, owner }: Business,
): Promise<Books> => {
  const [invoices, texts, emails] = await Promise.all([
    vendors.invoices(),
    vendors.texts(),
    vendors.emails(),
  ]);
  return {
    // Booking fees; months are invoiced beside them.
    invoices: invoices.filter(
      ({ customer, metadata }) => customer === billing.stripeCustomerId && metadata.fee_id !== undefined,
    ),
    sentTexts: texts.filter(({ direction, from }) => direction === 'outbound' && from === messaging.from),
    emails: emails.filter((email) => email.to.includes(owner.email) && !bringsCode(email)),
  };
};

/** An appointment with its fee and its texts, as the API shows it to its owner. */
type Shown = { readonly appointment: { readonly id: AppointmentId } };

export type Findings = Rows &
  Books &
  Performance & {
    readonly faults: readonly ArmedFault[];
    readonly ownerSees: readonly Shown[];
    readonly onboarding: Awaited<ReturnType<OnItsWay['steps']>>;
    readonly held: readonly Held[];
  };

const shownTo = async (owner: Owner | undefined, id: BusinessId): Promise<readonly Shown[]> => {
  if (!owner) return [];
  const { items } = await owner.asks((api) => api.listAppointments({ path: { businessId: id } }));
  return Promise.all(
    items.map(({ id: appointmentId }) =>
      owner.asks((api) => api.showAppointment({ path: { businessId: id, appointmentId } })),
    ),
  );
};

/** Of a business that has no line yet. */
const NOTHING: Books = { invoices: [], sentTexts: [], emails: [] };

export const findingsOf = async (place: Place, coming: OnItsWay, played: Performance): Promise<Findings> => {
  const business = await coming.business().catch(() => undefined);
  const [rows, books, faults, ownerSees, onboarding, held] = await Promise.all([
    place.rowsOf(coming.id),
    business ? booksOf(place, business) : NOTHING,
    place.vendors.faults(),
    shownTo(coming.owner, coming.id),
    coming.steps(),
    heldOf(place, coming.id),
  ]);
  return { ...rows, ...books, ...played, faults, ownerSees, onboarding, held };
};

/** No vendor has anything left to tell us. */
export const isToldEverything = async ({ vendors }: Place): Promise<boolean> => {
  const logs = await Promise.all((['retell', 'stripe', 'telnyx', 'resend'] as const).map(vendors.deliveries));
  return logs.flat().every(({ state }) => state !== 'pending');
};

/** Nothing more will happen: no row waits for anything, and every text and e-mail has come to its end. */
export const isSettled = (findings: Findings): boolean => {
  const rows = [findings.appointments, findings.fees, findings.texts, findings.alerts, findings.calls].flat();
  const isWaiting = rows.some(({ duePk }) => duePk !== undefined);
  const isUnderWay = findings.sentTexts.some(({ status }) => status === 'queued' || status === 'sent');
  const hasEveryRow = findings.appointments.every(({ id }) =>
    [findings.fees, findings.texts, findings.alerts].every((kind) =>
      kind.some(({ appointmentId }) => appointmentId === id),
    ),
  );
  return !isWaiting && !isUnderWay && hasEveryRow;
};

/** Nothing waits for anything, here or at a vendor. */
export const isDone = async (place: Place, findings: Findings): Promise<boolean> =>
  isSettled(findings) && (await isToldEverything(place));

export const evidenceFrom = (findings: Findings): Evidence => findings;
