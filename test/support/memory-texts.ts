import { afterHearing, type Consent } from '../../functions/domain/customer/consent.ts';
import type { ConsentStep, Consents } from '../../functions/domain/customer/ports.ts';
import { objectionOf } from '../../functions/domain/text/consent-needed.ts';
import type { Handover, Search, TextSender, Texts } from '../../functions/domain/text/ports.ts';
import type { Text, TextMessage } from '../../functions/domain/text/text.ts';

const keyOf = ({ to, body }: { readonly to: string; readonly body: string }) => `${to}\n${body}`;

/** Keeps the promises of the ports and nothing over a restart. */
export const memoryTexts = () => {
  const rows = new Map<string, Text>();
  const named = new Map<string, Text['id']>();
  const inbox = new Set<string>();
  const said = new Map<string, Consent>();
  const untextable = new Map<string, string>();
  /** From which number each business's texts are taken. */
  const cleared = new Map<string, string>();

  const keep = ({ businessId, phone, to }: Pick<ConsentStep, 'businessId' | 'phone' | 'to'>) =>
    void said.set(`${businessId} ${phone}`, to);
  const consents: Consents = {
    find: async (businessId, phone) => said.get(`${businessId} ${phone}`),
    findAll: async (businessId, phones) =>
      new Map(
        phones.flatMap((phone) => {
          const consent = said.get(`${businessId} ${phone}`);
          return consent ? [[phone, consent]] : [];
        }),
      ),
    isOptedOut: async (businessId, phone) => said.get(`${businessId} ${phone}`)?.state === 'opted_out',
    async record({ businessId, phone, state, at, cause }) {
      const to = afterHearing(said.get(`${businessId} ${phone}`), {
        state,
        at,
        isWritten: cause.actor === 'customer',
      });
      if (to) keep({ businessId, phone, to });
    },
    markUntextable: async (businessId, phone, until) => void untextable.set(`${businessId} ${phone}`, until),
  };
  const write = (from: Text, to: Text): boolean => {
    if (rows.get(from.id)?.epoch !== from.epoch) return false;
    rows.set(to.id, to);
    if (to.message) named.set(keyOf(to.message), to.id);
    if (to.messageId) named.set(to.messageId, to.id);
    return true;
  };
  const texts: Texts = {
    find: async ({ id }) => rows.get(id),
    async create<Kind extends Text>(text: Kind) {
      const stored = (rows.get(text.id) as Kind | undefined) ?? text;
      rows.set(text.id, stored);
      return stored;
    },
    async claim(from, to) {
      const key = `${to.businessId} ${to.message?.to}`;
      const known = { consent: said.get(key), untextableUntil: untextable.get(key) };
      const objection = objectionOf(to, known, to.claimedAt ?? '');
      return objection ?? (write(from, to) ? 'claimed' : 'changed');
    },
    async hold(from, to, number) {
      if (cleared.get(to.businessId) === number) return 'cleared';
      return write(from, to) ? 'held' : 'changed';
    },
    async move(from, to, { occasion, consent } = {}) {
      if (occasion && inbox.has(occasion.eventId)) return 'repeated';
      if (!write(from, to)) return 'changed';
      if (consent) keep(consent);
      if (occasion) inbox.add(occasion.eventId);
      return 'moved';
    },
    async locate(businessId, message) {
      const id = named.get(message.messageId) ?? named.get(keyOf(message));
      const text = id && rows.get(id);
      return text?.businessId === businessId ? text : undefined;
    },
  };
  return { texts, consents, cleared, rows: () => [...rows.values()], inbox };
};

/** A vendor that answers as told: what it is handed, in order; accepted unless `answers` holds something else next. */
export const memorySender = () => {
  const sent: TextMessage[] = [];
  const answers: (Handover | Error)[] = [];
  const searches: Search[] = [];
  const sender: TextSender = {
    async send(message) {
      sent.push(message);
      const answer = answers.shift() ?? { kind: 'accepted', messageId: `message-${sent.length}` };
      if (answer instanceof Error) throw answer;
      return answer;
    },
    search: async () => searches.shift() ?? { kind: 'absent' },
    look: async () => searches.shift() ?? { kind: 'unclear', because: 'not_told' },
  };
  return { sender, sent, answers, searches };
};
