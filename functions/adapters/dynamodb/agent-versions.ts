import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { AgentRecord, PublishedAgent } from '../../domain/agent/agent-record.ts';
import type { AgentRecords } from '../../domain/agent/ports.ts';
import type { AuditEntry } from '../../domain/audit/audit-entry.ts';
import { agentChosen } from '../../domain/business/settings-news.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { auditPut } from './audit.ts';
import { commitChained } from './chained-audit.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { announces } from './outbox.ts';
import { nounOf } from './rows.ts';
import { type TransactItems, transact } from './transaction.ts';
import { findRow, rowUpdate } from './versioned-row.ts';

const MOST_SHOWN = 100;
/** What a record may lose again. */
const MAY_GO = ['at', 'live', 'publishing', 'failed', 'chosen'] as const;

const publishedEntry = (from: AgentRecord, to: AgentRecord): AuditEntry => {
  const { live } = to;
  if (!live) throw new Error(`the agent of ${to.businessId} is published and has nothing live`);
  return {
    v: 1,
    id: `agent.published:${to.businessId}:${to.version}`,
    businessId: to.businessId,
    at: live.since,
    what: 'agent.published',
    subject: to.businessId,
    from: from.live && String(from.live.number),
    to: String(live.number),
    version: to.version,
    actor: 'system',
    facts: { hash: live.hash, vendorVersion: live.vendorVersion, because: from.publishing?.reason },
  };
};

/** Keys are compared as text: so many digits that 10 comes after 9. */
const spelled = (number: number): string => String(1_000_000 + number);

/** The rows of a business's agent: one that moves, and one for each that callers heard. */
export const dynamoAgentRecords = (
  { db, name: table }: Table,
  ids: DerivedIds,
  waiting: Waiting,
): AgentRecords => {
  const update = (from: AgentRecord | undefined, to: AgentRecord, more: object = {}) =>
    rowUpdate(table, keys.agentRecord(to.businessId), from, { ...to, ...more }, MAY_GO);
  const commit = async (items: TransactItems) =>
    (await transact(db, items, waiting)).kind === 'committed' ? 'moved' : 'changed';

  return {
    find: (businessId) => findRow<AgentRecord>(db, table, keys.agentRecord(businessId)),

    async version(businessId, number) {
      const Key = keys.agentVersion(businessId, spelled(number));
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && nounOf<PublishedAgent>(Item as { v: 1 });
    },

    async versions(businessId) {
      const { pk } = keys.agentVersion(businessId, '');
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :begins)',
          ExpressionAttributeValues: { ':pk': pk, ':begins': 'VERSION#' },
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: MOST_SHOWN,
        }),
      );
      return Items.map((item) => nounOf<PublishedAgent>(item as { v: 1 }));
    },

    move: (from, to) => commit([update(from, to)]),

    publish: (from, to, made) =>
      commit([
        update(from, to),
        ...(made
          ? [
              {
                Put: {
                  TableName: table,
                  Item: { ...keys.agentVersion(made.businessId, spelled(made.number)), ...made },
                  ConditionExpression: 'attribute_not_exists(pk)',
                },
              },
            ]
          : []),
        auditPut(table, publishedEntry(from, to)),
      ]),

    async choose(from, to, { personId, at }) {
      const entry: AuditEntry = {
        v: 1,
        id: `agent.chosen:${to.businessId}:${to.version}`,
        businessId: to.businessId,
        at,
        what: 'agent.chosen',
        subject: to.businessId,
        from: from.live && String(from.live.number),
        to: to.chosen && String(to.chosen.number),
        version: to.version,
        actor: `person:${personId}`,
      };
      const event = agentChosen(ids, to.businessId, to.version, at);
      const items = [update(from, to, announces(event))];
      const outcome = await commitChained({ db, name: table }, waiting, entry, items);
      return outcome.kind === 'committed' ? 'moved' : 'changed';
    },
  };
};
