import { groupParam, textParam, textValues } from '../bracket-params.ts';
import { checkGroup, integerParam, pageOf } from './params.ts';
import type { Route, RouteCall } from './routes.ts';
import { invalidRequest, missing } from './stripe-error.ts';

const LINE_PARAMS =
  'amount description invoice_line_item metadata quantity tax_amounts tax_rates type unit_amount unit_amount_decimal';

/** Of lines of the invoice, each with the amount that goes off it. */
const linesCents = ({ ledger, params }: RouteCall, invoiceId: string): number => {
  const invoice = ledger.invoice(invoiceId, 400);
  const lines = Object.entries(groupParam(params, 'lines'));
  return lines.reduce((total, [index]) => {
    const line = groupParam(groupParam(params, 'lines'), index);
    checkGroup(line, LINE_PARAMS, `lines[${index}]`);
    const id = textParam(line, 'invoice_line_item') ?? '';
    const of = invoice.lines.data.find((one) => one.id === id);
    if (of === undefined) throw missing('invoice line item', id, `lines[${index}][invoice_line_item]`, 400);
    return total + (integerParam(line, 'amount') ?? of.amount);
  }, 0);
};

/** Of a paid invoice, paid out by a refund: the one way that we use. https://docs.stripe.com/api/credit_notes/create */
const createCreditNote = (call: RouteCall): object => {
  const { ledger, params, lives, emit } = call;
  const invoice = ledger.invoice(String(params.invoice), 400);
  if (invoice.status !== 'open' && invoice.status !== 'paid') {
    throw invalidRequest(
      `You can only create credit notes for open or paid invoices. This invoice is ${invoice.status}.`,
      { param: 'invoice' },
    );
  }
  if (invoice.status === 'open') throw invalidRequest('The simulator credits paid invoices only.');
  const cents = linesCents(call, invoice.id);
  const refundCents = integerParam(params, 'refund_amount') ?? 0;
  const leftCents = invoice.total - invoice.post_payment_credit_notes_amount;
  if (cents <= 0 || cents > leftCents) {
    throw invalidRequest(
      `The credit note total of ${cents} exceeds the ${leftCents} that can be credited on the invoice.`,
      { param: 'lines' },
    );
  }
  if (refundCents !== cents) {
    throw invalidRequest(
      'The sum of credit amount, refund amount and out of band amount must equal the post payment amount of the credit note.',
      { param: 'refund_amount' },
    );
  }
  return lives.creditBy(emit, invoice.id, cents, {
    memo: textParam(params, 'memo') ?? null,
    metadata: textValues(groupParam(params, 'metadata')),
  });
};

const listCreditNotes = ({ params, lives }: RouteCall): object =>
  pageOf(
    [...lives.notes.values()]
      .filter(
        (note) =>
          (params.invoice ?? note.invoice) === note.invoice &&
          (params.customer ?? note.customer) === note.customer,
      )
      .toReversed(),
    params,
    '/v1/credit_notes',
  );

const listRefunds = ({ params, lives }: RouteCall): object =>
  pageOf(
    [...lives.refunds.values()]
      .filter(
        (refund) =>
          (params.payment_intent ?? refund.payment_intent) === refund.payment_intent &&
          (params.charge ?? refund.charge) === refund.charge,
      )
      .toReversed(),
    params,
    '/v1/refunds',
  );

/** What goes back of paid invoices. */
export const creditNoteRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/v1\/credit_notes$/,
    params: 'creditNote',
    required: ['invoice'],
    run: createCreditNote,
  },
  { method: 'GET', path: /^\/v1\/credit_notes$/, params: 'creditNoteList', run: listCreditNotes },
  { method: 'GET', path: /^\/v1\/refunds$/, params: 'refundList', run: listRefunds },
];
