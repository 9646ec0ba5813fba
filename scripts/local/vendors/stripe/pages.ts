import type { Reply } from '../simulator.ts';
import type { Lives } from './commands.ts';
import type { StripeBooks } from './stripe-model.ts';

const SHOWN: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => SHOWN[letter] ?? letter);

const html = (title: string, body: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  // A browser that is told of no icon asks for one, and there is none.
  body: `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>${title}</title><h1>${title}</h1>${body}`,
});

const CARD_FIELD = '<p><label>Card number <input name="card" value="4242 4242 4242 4242"></label></p>';
const said = (body: unknown): string => String(Object(body).card ?? 'ok');

/** What customers see of Stripe: the checkout, and the portal. undefined: no such page. */
export const stripePages =
  (books: Pick<StripeBooks, 'invoices' | 'retryPayment'> & { readonly lives: Lives; pass(): void }) =>
  (method: string, path: string, body: unknown): Reply | undefined => {
    const { lives } = books;
    const [, page, id = ''] = /^\/_(pay|portal)\/(\w+)$/.exec(path) ?? [];
    if (page === undefined) return undefined;
    books.pass();

    if (page === 'pay') {
      const session = lives.sessions.get(id);
      if (!session) return html('Not found', '<p>There is no such page.</p>', 404);
      if (method === 'POST' && session.status === 'open') lives.complete(id, said(body));
      if (session.status === 'complete') {
        const location = String(session.success_url).replaceAll('{CHECKOUT_SESSION_ID}', id);
        return { status: 303, headers: { location }, body: '' };
      }
      if (session.status === 'expired')
        return html('This page has run out', '<p>Ask for another one.</p>', 410);
      const decline = lives.declineOf(id);
      const alert = decline ? `<p role="alert">${escaped(decline)}</p>` : '';
      const cents = session.amount_total ?? 0;
      return html(
        'Subscribe to CloudGreet',
        `${alert}<p>Due today: $${(cents / 100).toFixed(2)}</p><form method="post">${CARD_FIELD}<button>Subscribe</button></form>`,
      );
    }

    if (method === 'POST') {
      lives.replaceCard(id, said(body));
      for (const { id: invoice, customer, status } of books.invoices()) {
        if (customer === id && status === 'open') books.retryPayment(invoice);
      }
    }
    return html(
      'Your subscription',
      `<form method="post">${CARD_FIELD}<button>Use this card</button></form>`,
    );
  };
