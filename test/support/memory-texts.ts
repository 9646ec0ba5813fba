import type { ConsentChange, Consents } from '../../functions/domain/customer/ports.ts';
import type { Handover, Search, TextSender, Texts } from '../../functions/domain/text/ports.ts';
import type { Text, TextMessage } from '../../functions/domain/text/text.ts';

const keyOf = ({ to, body }: { readonly to: string; readonly body: string }) => `${to}\n${body}`;

/** Keeps the promises of the ports and nothing over a restart. */
export const memoryTexts = () => {
  const rows = new Map<string, Text>();
  const named = new Map<string, Text['id']>();
  const inbox = new Set<string>();
  const optedOut = new Map<string, ConsentChange>();

  const consents: Consents = {
    isOptedOut: async (businessId, phone) => optedOut.get(`${businessId} ${phone}`)?.state === 'opted_out',
    async record(change) {
      const key = `${change.businessId} ${change.phone}`;
      if ((optedOut.get(key)?.at ?? '') <= change.at) optedOut.set(key, change);
    },
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
    async create(text) {
      const stored = rows.get(text.id) ?? text;
      rows.set(text.id, stored);
      return stored;
    },
    async claim(from, to) {
      if (await consents.isOptedOut(to.businessId, to.message?.to ?? '')) return 'opted_out';
      return write(from, to) ? 'claimed' : 'changed';
    },
    async move(from, to, { occasion } = {}) {
      if (occasion && inbox.has(occasion.eventId)) return 'repeated';
      if (!write(from, to)) return 'changed';
      if (occasion) inbox.add(occasion.eventId);
      return 'moved';
    },
    async locate(businessId, message) {
      const id = named.get(message.messageId) ?? named.get(keyOf(message));
      const text = id && rows.get(id);
      return text?.businessId === businessId ? text : undefined;
    },
  };
  return { texts, consents, rows: () => [...rows.values()], inbox };
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
  };
  return { sender, sent, answers, searches };
};
