import type { BusinessId } from '../../contracts/ids.ts';
import type { AuditEntry } from '../../domain/audit/audit-entry.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Trials } from '../../domain/subscription/trial.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { auditPut } from './audit.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { type TransactItems, transact } from './transaction.ts';
import { findRow, rowUpdate } from './versioned-row.ts';

/** What a business has of trials, beside its account. Only while it is `claimed` can it be given back. */
type TrialRow = {
  readonly v: 1;
  readonly version: number;
  readonly state: 'claimed' | 'settled';
  /** Fingerprints that are this business's in the registry. */
  readonly marks: readonly string[];
  /** Fingerprints of cards that were another's. */
  readonly takenCards?: readonly string[] | undefined;
};

const MOST_READINGS = 10;

/** A mark is one business's. It stays when the business is gone: that is what it is for. */
const markPut = (table: string, businessId: BusinessId, mark: string): TransactItems[number] => ({
  Put: {
    TableName: table,
    Item: { ...keys.trial(mark), v: 1, businessId },
    ConditionExpression: 'attribute_not_exists(pk) OR businessId = :id',
    ExpressionAttributeValues: { ':id': businessId },
  },
});

const markDelete = (table: string, businessId: BusinessId, mark: string): TransactItems[number] => ({
  Delete: {
    TableName: table,
    Key: keys.trial(mark),
    ConditionExpression: 'attribute_not_exists(pk) OR businessId = :id',
    ExpressionAttributeValues: { ':id': businessId },
  },
});

const endedEntry = (businessId: BusinessId, card: string, version: number, at: string): AuditEntry => ({
  v: 1,
  id: `trial.ended:${card}:${version}`,
  businessId,
  at,
  what: 'trial.ended',
  subject: card,
  version,
  actor: 'system',
  facts: { because: 'card' },
});

export const dynamoTrials = ({ db, name: table }: Table, waiting: Waiting): Trials => {
  const find = (id: BusinessId) => findRow<TrialRow>(db, table, keys.trialOf(id));
  const own = (id: BusinessId, from: TrialRow | undefined, to: Omit<TrialRow, 'v' | 'version'>) =>
    rowUpdate(table, keys.trialOf(id), from, {
      ...to,
      v: 1,
      version: (from?.version ?? 0) + 1,
    } as TrialRow);

  /** Asks until nobody has written the business's own row meanwhile; that another row stops it is an answer. */
  const untilStill = async <Answer>(businessId: BusinessId, attempt: () => Promise<Answer | 'changed'>) => {
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const answer = await attempt();
      if (answer !== 'changed') return answer as Answer;
    }
    throw new Refusal('busy_try_again', { businessId });
  };

  return {
    claim: (businessId, { phone, place }) =>
      untilStill(businessId, async () => {
        const wanted = [phone, place];
        const from = await find(businessId);
        // It has had its trial.
        if (from?.state === 'settled') return 'taken';
        const fresh = wanted.filter((mark) => !from?.marks.includes(mark));
        if (from && fresh.length === 0) return 'claimed';
        const marks = [...(from?.marks ?? []), ...fresh];
        const outcome = await transact(
          db,
          [
            own(businessId, from, { state: 'claimed', marks }),
            ...fresh.map((mark) => markPut(table, businessId, mark)),
          ],
          waiting,
        );
        if (outcome.kind === 'committed') return 'claimed';
        return outcome.failed[0] ? 'changed' : 'taken';
      }),

    settle: (businessId, card, at) =>
      untilStill(businessId, async () => {
        const from = await find(businessId);
        if (from?.takenCards?.includes(card)) return 'taken';
        if (from?.state === 'settled' && from.marks.includes(card)) return 'claimed';
        const marks = [...(from?.marks ?? []), card];
        const taking = await transact(
          db,
          [own(businessId, from, { ...from, state: 'settled', marks }), markPut(table, businessId, card)],
          waiting,
        );
        if (taking.kind === 'committed') return 'claimed';
        if (taking.failed[0]) return 'changed';
        const takenCards = [...(from?.takenCards ?? []), card];
        const to = { state: 'settled', marks: from?.marks ?? [], takenCards } as const;
        const entry = endedEntry(businessId, card, (from?.version ?? 0) + 1, at);
        const outcome = await transact(db, [own(businessId, from, to), auditPut(table, entry)], waiting);
        return outcome.kind === 'committed' ? 'taken' : 'changed';
      }),

    release: (businessId) =>
      untilStill(businessId, async () => {
        const from = await find(businessId);
        if (from?.state !== 'claimed') return undefined;
        const outcome = await transact(
          db,
          [
            {
              Delete: {
                TableName: table,
                Key: keys.trialOf(businessId),
                ConditionExpression: 'version = :asRead',
                ExpressionAttributeValues: { ':asRead': from.version },
              },
            },
            ...from.marks.map((mark) => markDelete(table, businessId, mark)),
          ],
          waiting,
        );
        return outcome.kind === 'committed' ? undefined : 'changed';
      }),
  };
};
