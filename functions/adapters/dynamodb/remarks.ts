import type { Holds, Listening } from '../../domain/recording/ports.ts';
import type { Remarks } from '../../domain/remark/ports.ts';
import { feedbackList, isOpen, type Remark } from '../../domain/remark/remark.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { commitChained } from './chained-audit.ts';
import type { Table } from './client.ts';
import { keys, listed } from './keys.ts';
import type { TransactItems } from './transaction.ts';
import { asRead } from './versioned-row.ts';

/** In the index by what is still to be done about it. */
const placeOf = ({ feedback }: Remark) =>
  feedback ? listed(feedbackList(isOpen(feedback)), feedback.at) : {};

/** Whether the call is there: nothing is said of one that is not. */
const ofCall = (table: string, { businessId, callId }: Remark): TransactItems[number] => ({
  ConditionCheck: {
    TableName: table,
    Key: keys.call(businessId, callId),
    ConditionExpression: 'attribute_exists(pk)',
  },
});

export const dynamoRemarks = ({ db, name: table }: Table, waiting: Waiting): Remarks => ({
  async move({ from, to, what, by, at }) {
    const { businessId, callId, version, mark, feedback } = to;
    const put = {
      Put: {
        TableName: table,
        Item: { ...keys.remark(businessId, callId), ...to, ...placeOf(to) },
        ...asRead(from),
      },
    };
    const rating = feedback && `${feedback.rating}${isOpen(feedback) ? '' : ', done'}`;
    const outcome = await commitChained(
      { db, name: table },
      waiting,
      {
        v: 1,
        id: `${what}:${callId}:${version}`,
        businessId,
        at,
        what,
        subject: callId,
        ...(what === 'call.marked'
          ? { from: from?.mark ?? 'none', to: mark ?? 'none' }
          : { from: from?.feedback?.rating ?? 'none', to: rating }),
        version,
        actor: by,
      },
      [put, ofCall(table, to)],
    );
    return outcome.kind === 'committed' ? 'moved' : 'changed';
  },
});

export const dynamoHolds = ({ db, name: table }: Table, waiting: Waiting): Holds => ({
  async move(from, to, by) {
    const { businessId, callId, version, isHeld, since } = to;
    const put = {
      Put: {
        TableName: table,
        Item: { ...keys.hold(businessId, callId), ...to },
        ...asRead(from),
      },
    };
    const isThere = {
      ConditionCheck: {
        TableName: table,
        Key: keys.recording(businessId, callId),
        ConditionExpression: '#state = :ready',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':ready': 'ready' },
      },
    };
    const what = isHeld ? 'recording.held' : 'recording.released';
    const outcome = await commitChained(
      { db, name: table },
      waiting,
      {
        v: 1,
        id: `${what}:${callId}:${version}`,
        businessId,
        at: since,
        what,
        subject: callId,
        from: from?.isHeld ? 'held' : 'not held',
        to: isHeld ? 'held' : 'not held',
        version,
        actor: by,
      },
      [put, isThere],
    );
    return outcome.kind === 'committed' ? 'moved' : 'changed';
  },
});

export const dynamoListening = ({ db, name: table }: Table, waiting: Waiting): Listening => ({
  async note({ businessId, callId }, by, at) {
    await commitChained(
      { db, name: table },
      waiting,
      {
        v: 1,
        // Somebody who listens twice in the same millisecond has listened.
        id: `recording.played:${callId}:${by}`,
        businessId,
        at,
        what: 'recording.played',
        subject: callId,
        version: at,
        actor: by,
      },
      [],
    );
  },
});
