import type { InboundText, InboundTexts } from '../../domain/customer/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Reply } from '../../domain/text/text.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { auditPut } from './audit.ts';
import { consentEntry } from './audit-entries.ts';
import type { Table } from './client.ts';
import { consentUpdate } from './consent-rows.ts';
import { inboxPut } from './inbox.ts';
import { keys } from './keys.ts';
import { textRow } from './text-rows.ts';
import { type TransactItems, transact } from './transaction.ts';
import { written } from './written.ts';

/** Correspondence is kept for a year. */
const KEPT_SECONDS = 365 * 86_400;

export const dynamoInboundTexts = (
  { db, name: table }: Table,
  ids: DerivedIds,
  waiting: Waiting,
): InboundTexts => {
  const put = (Item: Record<string, unknown>): TransactItems[number] => ({
    Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' },
  });
  const rowOf = (text: InboundText) => ({
    ...keys.inboundText(text.businessId, text.messageId),
    ...text,
    expiresAt: Math.floor(Date.parse(text.receivedAt) / 1000) + KEPT_SECONDS,
  });
  const asked = (reply: Reply | undefined) => (reply ? [put(textRow(ids, reply, true))] : []);

  return {
    async receive(text, occasion, { consent, reply } = {}) {
      const said = consent ? [{ Update: consentUpdate(table, ids, consent) }] : [];
      const entry = consent && consentEntry(ids, consent);
      const onRecord = entry ? [auditPut(table, entry)] : [];
      const always = [inboxPut(table, occasion), put(rowOf(text)), ...said, ...onRecord];
      const outcome = await transact(db, [...always, ...asked(reply)], waiting);
      if (outcome.kind === 'committed') {
        const { businessId, messageId } = text;
        const asks = { isAboutTexting: consent !== undefined, replyId: reply?.id };
        written({ noun: 'inbound-text', id: messageId, businessId, ...asks });
        return 'stored';
      }
      const [ofEvent, ofText] = outcome.failed;
      if (ofEvent || ofText) return 'stored';
      if (consent && outcome.failed[2]) return 'changed';
      // The reply is asked for already, and all else stands.
      return (await transact(db, always, waiting)).kind === 'committed' ? 'stored' : 'changed';
    },
  };
};
