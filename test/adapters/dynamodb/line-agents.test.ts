import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import {
  dynamoBusinessCreation,
  dynamoLineConnection,
} from '../../../functions/adapters/dynamodb/business-creation.ts';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import { dynamoRegistry } from '../../../functions/adapters/dynamodb/registry.ts';
import { dynamoOpening, dynamoSettings } from '../../../functions/adapters/dynamodb/settings.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { aBusiness } from '../../support/builders.ts';
import { withoutLine } from '../../support/memory-line.ts';
import { onBothStores } from '../../support/on-both-stores.ts';

let serial = 0;

onBothStores('another agent of a line [A1]', (store) => {
  const aLine = async (table = store()) => {
    serial += 1;
    const id = `biz_lineagents${serial}` as BusinessId;
    const first = `agent_first${serial}`;
    const number = `+1512557${1000 + serial}`;
    const plain = aBusiness({ id, agentIds: [first], numbers: [number] });
    const business = {
      ...plain,
      billing: { ...plain.billing, stripeCustomerId: `cus_lineagents${serial}` },
      messaging: { ...plain.messaging, from: number },
    };
    await dynamoBusinessCreation(table, waiting).create(business);
    const settings = dynamoSettings(table, waiting);
    const lines = dynamoLineConnection(table, waiting);
    return {
      table,
      id,
      first,
      business,
      lines,
      another: `agent_another${serial}`,
      registry: dynamoRegistry(table),
      known: async () => (await settings.find(id))?.agentIds,
    };
  };

  it('comes before the first, which stays known', async () => {
    const { lines, id, first, another, known, registry } = await aLine();

    expect(await lines.addAgent(id, another)).toBe('added');

    expect(await known()).toEqual([another, first]);
    expect(await registry.byAgent(another)).toBe(id);
    expect(await registry.byAgent(first)).toBe(id);
  });

  it('is added once, however often and by however many at once', async () => {
    const { lines, id, first, another, known } = await aLine();

    const ends = await Promise.all(Array.from({ length: 10 }, () => lines.addAgent(id, another)));
    expect(await lines.addAgent(id, another)).toBe('added');

    expect(new Set(ends)).toEqual(new Set(['added']));
    expect(await known()).toEqual([another, first]);
  });

  it('is not taken from another business', async () => {
    const { table, lines, id, first, known } = await aLine();
    const other = await aLine(table);

    await expect(lines.addAgent(id, other.first)).rejects.toMatchObject({ code: 'invalid_arguments' });

    expect(await known()).toEqual([first]);
    expect(await other.registry.byAgent(other.first)).toBe(other.id);
  });

  it('is none of a business that has no line, whose line is being taken down, or that is not there', async () => {
    const { table, lines, id, another, registry } = await aLine();
    const described = `${id}described` as BusinessId;
    await dynamoOpening(table, waiting).open(withoutLine(aBusiness({ id: described })), {
      v: 1,
      businessId: described,
      personId: '0b5c7a31-9f1e-4a63-8f7e-1d2c3b4a5f60' as never,
      email: 'olivia@example.com',
      name: 'Olivia Owner',
      role: 'owner',
      since: '2026-11-23T15:00:00.000Z',
      version: 1,
    });
    await table.db.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keys.configuration(id),
        UpdateExpression: 'SET outOfService = :closing',
        ExpressionAttributeValues: { ':closing': 'closing' },
      }),
    );

    for (const one of [id, described, 'biz_nobody0001' as BusinessId])
      expect([one, await lines.addAgent(one, another)]).toEqual([one, 'no line']);
    expect(await registry.byAgent(another)).toBeUndefined();
  });

  it('leaves the line the same to whoever connects it once more, by the agent of now or of before', async () => {
    const { lines, id, first, another, business, known } = await aLine();
    await lines.addAgent(id, another);

    for (const agentIds of [[first], [another, first]]) await lines.connect(id, { ...business, agentIds });

    expect(await known()).toEqual([another, first]);
    await expect(lines.connect(id, { ...business, agentIds: ['agent_stranger'] })).rejects.toMatchObject({
      code: 'invalid_arguments',
    });
  });
});
