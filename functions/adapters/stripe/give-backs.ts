import * as z from 'zod/mini';
import type { Books, GiveBack, GiveBacks } from '../../domain/contest/ports.ts';
import { Refusal } from '../../domain/errors.ts';
import { answered } from './answered.ts';
import type { StripeAccess } from './client.ts';
import { idOf, reference, stripeId } from './event.ts';
import { isRefused, stripeRequest } from './requests.ts';

/** What we write on the credit note of a contested fee, and know it by. */
const CONTESTED_FEE = 'contested_fee';

const Invoice = z.object({
  id: stripeId,
  object: z.literal('invoice'),
  status: z.enum(['draft', 'open', 'paid', 'void', 'uncollectible']),
  amount_paid: z.int(),
  lines: z.object({ data: z.array(z.object({ id: z.string() })) }),
  payments: z.optional(
    z.object({
      data: z.array(
        z.object({
          payment: z.object({ payment_intent: z.nullish(reference) }),
        }),
      ),
    }),
  ),
});

const Note = z.object({
  id: stripeId,
  object: z.literal('credit_note'),
  status: z.string(),
  total: z.int(),
  post_payment_amount: z.int(),
  refunds: z.array(z.object({ amount_refunded: z.int() })),
  metadata: z.nullish(z.record(z.string(), z.string())),
});
type Note = z.infer<typeof Note>;

const Refund = z.object({
  id: stripeId,
  object: z.literal('refund'),
  amount: z.int(),
  status: z.nullish(z.string()),
});

const sum = (cents: readonly number[]): number => cents.reduce((total, one) => total + one, 0);

/** No money has moved, or it came back to us. */
const UNDONE = ['failed', 'canceled'];

/** What a note gave in another way than by its refunds: to the balance, or outside of Stripe. */
const givenOtherwise = ({ post_payment_amount, refunds }: Note): number =>
  post_payment_amount - sum(refunds.map(({ amount_refunded }) => amount_refunded));

const key = ({ feeId, keyVersion }: GiveBack, step: string) => ({
  idempotencyKey: `${feeId}:contest-${step}:v${keyVersion}`,
});

/** https://docs.stripe.com/api/credit_notes: a note that is paid out by a refund keeps invoice and payment in step. */
export const stripeGiveBacks = (access: StripeAccess): GiveBacks => {
  const request = stripeRequest(access);

  const readInvoice = async (id: string) =>
    answered(
      Invoice,
      await request('read', (stripe) => stripe.invoices.retrieve(id, { expand: ['payments'] })),
      'read',
    );

  const notesOf = async (invoice: string): Promise<readonly Note[]> => {
    const { data } = await request('list credit notes', (stripe) =>
      stripe.creditNotes.list({ invoice, limit: 100 }),
    );
    return answered(z.array(Note), data, 'list credit notes').filter(({ status }) => status === 'issued');
  };

  const refundedCents = async (payment_intent: string): Promise<number> => {
    const { data } = await request('list refunds', (stripe) =>
      stripe.refunds.list({ payment_intent, limit: 100 }),
    );
    const refunds = answered(z.array(Refund), data, 'list refunds');
    return sum(refunds.filter(({ status }) => !UNDONE.includes(status ?? '')).map(({ amount }) => amount));
  };

  const booksOf = async (of: GiveBack): Promise<Books> => {
    const { status, amount_paid, lines, payments } = await readInvoice(of.invoiceId);
    const lineId = lines.data[0]?.id;
    if (status !== 'paid') return { status, lineId, leftCents: 0 };
    const intents = (payments?.data ?? []).map(({ payment: { payment_intent: intent } }) => {
      // What went back of it could not be counted.
      if (intent == null)
        throw new Refusal('vendor_refused', { vendor: 'stripe', because: 'payment_without_intent' });
      return idOf(intent);
    });
    const [notes, refunded] = await Promise.all([
      notesOf(of.invoiceId),
      Promise.all(intents.map(refundedCents)),
    ]);
    const ours = notes.find(
      ({ metadata }) => metadata?.fee_id === of.feeId && metadata.kind === CONTESTED_FEE,
    );
    return {
      status,
      lineId,
      leftCents: amount_paid - sum(refunded) - sum(notes.map(givenOtherwise)),
      note: ours && { id: ours.id, cents: ours.total },
    };
  };

  return {
    async look(of) {
      try {
        return await booksOf(of);
      } catch (error) {
        if (error instanceof Refusal && error.facts.step === 'read' && error.facts.status === 404) {
          return undefined;
        }
        // A look moves no money: nothing is unknown by it.
        if (error instanceof Refusal && error.code === 'vendor_outcome_unknown')
          throw new Refusal('vendor_unavailable', error.facts, { cause: error });
        throw error;
      }
    },

    async void(of) {
      try {
        await request('void', (stripe) => stripe.invoices.voidInvoice(of.invoiceId, {}, key(of, 'void')));
        return 'void';
      } catch (error) {
        // What Stripe refuses because it is done is done; only the invoice itself can say so.
        if (!(error instanceof Refusal) || !isRefused(error.cause)) throw error;
        const { status } = await readInvoice(of.invoiceId);
        if (status === 'void' || status === 'paid') return status;
        throw error;
      }
    },

    async credit({ lineId, cents, ...of }) {
      const note = {
        invoice: of.invoiceId,
        lines: [{ type: 'invoice_line_item' as const, invoice_line_item: lineId, amount: cents }],
        refund_amount: cents,
        reason: 'order_change' as const,
        memo: 'Booking fee given back',
        metadata: {
          business_id: of.businessId,
          booking_id: of.appointmentId,
          fee_id: of.feeId,
          kind: CONTESTED_FEE,
        },
      };
      const made = await request('credit', (stripe) => stripe.creditNotes.create(note, key(of, 'credit')));
      const { id, total } = answered(Note, made, 'credit');
      return { id, cents: total };
    },
  };
};
