import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { InvitationId } from '../../contracts/ids.ts';
import type { Invitation } from '../../domain/person/invitation.ts';
import type { Invitations } from '../../domain/person/ports.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { commitChained } from './chained-audit.ts';
import type { Table } from './client.ts';
import { goesWithItsCode } from './codes.ts';
import { ifItHolds } from './if-it-holds.ts';
import { sentEntry, withdrawnEntry } from './invitation-entries.ts';
import { keys } from './keys.ts';
import { nounOf } from './rows.ts';
import { rowsBelow } from './rows-below.ts';

export const dynamoInvitations = ({ db, name: table }: Table, waiting: Waiting): Invitations => ({
  async list(businessId) {
    const { pk, sk } = keys.invitation(businessId, '' as InvitationId);
    return (await rowsBelow({ db, name: table }, pk, sk)).map((row) => nounOf<Invitation>(row));
  },

  async find(businessId, id) {
    const Key = keys.invitation(businessId, id);
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && nounOf<Invitation>(Item);
  },

  async note(invited) {
    const { invitation, endsAt } = invited;
    const Item = {
      ...keys.invitation(invitation.businessId, invitation.id),
      ...invitation,
      expiresAt: goesWithItsCode(endsAt),
    };
    await commitChained({ db, name: table }, waiting, sentEntry(invited), [
      { Put: { TableName: table, Item } },
    ]);
  },

  async withdraw(withdrawal) {
    const { invitation, at } = withdrawal;
    const outcome = await commitChained({ db, name: table }, waiting, withdrawnEntry(withdrawal), [
      {
        Update: {
          TableName: table,
          Key: keys.invitation(invitation.businessId, invitation.id),
          UpdateExpression: 'SET withdrawnAt = :now',
          ConditionExpression: '#at = :asRead AND attribute_not_exists(withdrawnAt)',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':now': at, ':asRead': invitation.at },
        },
      },
    ]);
    return outcome.kind === 'committed' ? 'withdrawn' : 'changed';
  },

  async forget({ businessId, id, at }) {
    await ifItHolds(
      db.send(
        new DeleteCommand({
          TableName: table,
          Key: keys.invitation(businessId, id),
          ConditionExpression: '#at = :at',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':at': at },
        }),
      ),
    );
  },
});
