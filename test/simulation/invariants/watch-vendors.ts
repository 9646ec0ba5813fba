import type { Reply } from '../../../scripts/local/vendors/simulator.ts';
import { keywordOf } from '../../../scripts/local/vendors/telnyx/opt-outs.ts';
import type { Universe } from '../world/universe.ts';
import { type Meant, meantBy } from './meant-by.ts';
import type { Report } from './violation.ts';

type Sent = { readonly id: string; readonly body: string; readonly to: string; readonly from: string };

const isOver = (status: string): boolean => ['delivery_failed', 'sending_failed', 'expired'].includes(status);

/** What we reply, and to what. */
const REPLIES: readonly { readonly says: RegExp; readonly to: Meant }[] = [
  { says: /You are opted out/, to: 'stop' },
  { says: /You will get texts .* again/, to: 'start' },
  { says: /for help\. Reply STOP/, to: 'help' },
];

/** Looks at every request that a vendor has done. */
export const watchVendors = (universe: Universe, report: Report): void => {
  /** By sender, recipient and words. */
  const texts = new Map<string, Sent[]>();
  const emails = new Map<string, string>();

  /** How many texts have asked for such a reply that Telnyx does not answer by itself. */
  const questions = (word: Meant, ours: string, theirs: string): number =>
    universe.telnyx
      .texts()
      .filter(
        ({ direction, from, to, text: said }) =>
          direction === 'inbound' &&
          from === theirs &&
          to === ours &&
          meantBy(said) === word &&
          keywordOf(said) === undefined,
      ).length;

  const text = (request: { readonly body: unknown }, reply: Reply): void => {
    const { from, to, text: body } = request.body as Readonly<Record<string, string>>;
    const id = String((reply.body as { data?: { id?: string } }).data?.id);
    const key = `${from} ${to} ${body}`;
    const earlier = texts.get(key) ?? [];
    texts.set(key, [...earlier, { id, body: String(body), to: String(to), from: String(from) }]);
    const ours = REPLIES.find(({ says }) => says.test(String(body)));
    const replies = 1 + earlier.filter(({ id: one }) => !isOver(universe.statusOf(one))).length;
    const asked = ours && questions(ours.to, String(from), String(to));
    if (asked !== undefined && replies > asked)
      report('S1', `${to} gets ${replies} replies from ${from} to ${asked} questions: ${body}`);
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
