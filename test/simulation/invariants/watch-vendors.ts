import type { Reply } from '../../../scripts/local/vendors/simulator.ts';
import type { Universe } from '../world/universe.ts';
import type { Report } from './violation.ts';

type Sent = { readonly id: string; readonly body: string; readonly to: string; readonly from: string };

const isOver = (status: string): boolean => ['delivery_failed', 'sending_failed', 'expired'].includes(status);

/** Looks at every request that a vendor has done. */
export const watchVendors = (universe: Universe, report: Report): void => {
  /** By sender, recipient and words. */
  const texts = new Map<string, Sent[]>();
  const emails = new Map<string, string>();

  const text = (request: { readonly body: unknown }, reply: Reply): void => {
    const { from, to, text: body } = request.body as Readonly<Record<string, string>>;
    const id = String((reply.body as { data?: { id?: string } }).data?.id);
    const key = `${from} ${to} ${body}`;
    const earlier = texts.get(key) ?? [];
    texts.set(key, [...earlier, { id, body: String(body), to: String(to), from: String(from) }]);
    if (!/Confirmation code/.test(String(body))) return;
    // A second one only after the first surely did not arrive.
    const isTwice = earlier.some(({ id: one }) => !isOver(universe.statusOf(one)));
    if (isTwice)
      report('S1', `${to} gets the same confirmation from ${from} ${earlier.length + 1} times: ${body}`);
  };

  const email = (request: { readonly body: unknown }, reply: Reply): void => {
    const { tags } = request.body as {
      readonly tags?: readonly { readonly name: string; readonly value: string }[];
    };
    const alert = tags?.find(({ name }) => name === 'alert')?.value;
    const id = String((reply.body as { id?: string }).id);
    if (alert === undefined) return;
    const known = emails.get(alert);
    if (known !== undefined && known !== id)
      report('S1', `alert ${alert} is e-mailed twice: ${known} and ${id}`);
    emails.set(alert, id);
  };

  universe.watchVendors((vendor, request, reply) => {
    if (request.method !== 'POST' || reply.status >= 300) return;
    if (vendor === 'telnyx' && request.path === '/v2/messages') text(request, reply);
    if (vendor === 'resend' && request.path === '/emails') email(request, reply);
  });
};
