import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { dynamoBusinessCreation } from '../../functions/adapters/dynamodb/business-creation.ts';
import type { Table } from '../../functions/adapters/dynamodb/client.ts';
import { dynamoQuarantine } from '../../functions/adapters/dynamodb/quarantine.ts';
import { vendorQueue } from '../../functions/adapters/sqs/vendor-queue.ts';
import { createBusiness } from '../../functions/domain/business/create-business.ts';
import type { Release } from '../../functions/domain/vendor-event/ports.ts';
import { releaseQuarantined } from '../../functions/domain/vendor-event/release-quarantined.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { undeclared } from '../../scripts/docs/match-requests.ts';
import { chooseStore, readTableStore, type TableStore } from '../../scripts/local/backends/choose-store.ts';
import { createLocalClock } from '../../scripts/local/clock.ts';
import type { LocalLogLine } from '../../scripts/local/types.ts';
import type { Card } from '../../scripts/local/vendors/stripe/cards.ts';
import { startWorld, type World, type WorldOptions } from '../../scripts/local/world.ts';
import { MONDAY_MORNING } from './builders.ts';
import { eventually } from './eventually.ts';
import { type FlowBusiness, flowBusiness, type GivenBusiness } from './flow-business.ts';
import { leavePermissionUse } from './permission-use.ts';

export type Row = Readonly<Record<string, unknown>>;

/** Everything that runs, for one test file; its tests keep apart by a business of their own. */
export type FlowWorld = World & {
  /** The table, with the operator's credentials. */
  readonly table: Table;
  readonly objects: S3Client;
  readonly queues: SQSClient;
  /** What the parts logged so far, oldest first. */
  readonly lines: readonly LocalLogLine[];
  rows(): Promise<Row[]>;
  /** A new business with an agent, a number, a Stripe customer and a messaging profile of its own. */
  aBusiness(given?: GivenBusiness & { readonly card?: Card }): Promise<FlowBusiness>;
  /** Puts what waits in quarantine back on its way. */
  readonly release: Release;
  /** Moves the clock on and lets whatever is due by then happen. */
  letPass(minutes: number): Promise<void>;
  /** Resolves when no message waits for a worker or is being worked on. */
  workersIdle(): Promise<void>;
  /** Resolves when nobody has anything left to do: no row but a sent text is due, no message waits, no webhook is on its way. */
  atRest(): Promise<void>;
  /** All faults, outages and pauses end. */
  repair(): void;
};

const MINUTE_MS = 60_000;

/** For flows in which what the database itself answers is the point: DynamoDB Local, where there is a Java for it. */
export const realStore = async (): Promise<TableStore> => (await chooseStore(undefined)).kind;

/**
 * Starts a world of its own on free ports. Without `startsAtMs` it plays on the Monday of the builders. Its tables are in
 * memory, which takes half the time and also shows the conflicts that DynamoDB Local never does; all flows run on either:
 * `CLOUDGREET_STORE=dynamodb-local npx vitest run --project flows`.
 */
export const startFlowWorld = async (
  startsAtMs: number = MONDAY_MORNING,
  options: Pick<WorldOptions, 'assembly' | 'onInvoke' | 'store'> = {},
): Promise<FlowWorld> => {
  const store = options.store ?? readTableStore(process.env.CLOUDGREET_STORE) ?? 'memory';
  const lines: LocalLogLine[] = [];
  const clock = createLocalClock(startsAtMs - Date.now());
  const world = await startWorld({
    clock,
    log: (line) => void lines.push(line),
    ...options,
    store,
  });
  const { cloud, stripe, telnyx, resend, retell } = world;
  const simulators = [stripe, telnyx, resend, retell];
  const operator = { endpoint: cloud.gatewayUrl, region: cloud.region, credentials: cloud.credentials };
  const client = new DynamoDBClient(operator);
  const objects = new S3Client({ ...operator, forcePathStyle: true });
  const queues = new SQSClient(operator);
  const table: Table = {
    db: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    name: String(cloud.outputs.TableName),
  };

  const release = releaseQuarantined({
    quarantine: dynamoQuarantine(table),
    messages: vendorQueue(
      { queueUrl: String(cloud.outputs.VendorQueueUrl), bucket: String(cloud.outputs.RawBucketName) },
      hashing,
      queues,
    ),
  });

  const rows = async (): Promise<Row[]> => {
    const found: Row[] = [];
    const pages = paginateScan({ client: table.db }, { TableName: table.name, ConsistentRead: true });
    for await (const page of pages) found.push(...(page.Items ?? []));
    return found;
  };

  const waitingMessages = async () =>
    (await cloud.queues())
      .filter(({ name, visible, inFlight }) => !name.includes('DeadLetters') && visible + inFlight > 0)
      .map(({ name, visible, inFlight }) => `${visible} + ${inFlight} in ${name}`);
  /** A text that was sent waits an hour and more for its receipt: at rest it may. */
  const awaitsReceipt = ({ state, sk }: Row): boolean =>
    state === 'sent' && /#TEXT#|^REPLY#/.test(String(sk));
  /** In the directory of businesses or of contested fees, which never come due. */
  const isListed = ({ duePk }: Row): boolean => duePk === 'BUSINESSES' || duePk === 'CONTESTS';
  /** What is due by now waits for nobody. */
  const isAhead = ({ dueSk }: Row): boolean => String(dueSk) > new Date(clock.now()).toISOString();
  /** A contested fee waits days for an operator. */
  const awaitsOperator = (row: Row): boolean => row.state === 'in_review' && isAhead(row);
  /** The data of a business that is closed waits a month to be erased. */
  const awaitsErasure = ({ wake }: Row): boolean =>
    (wake as { name?: string } | undefined)?.name === 'erasure.requested';
  /** A recording that was copied waits a year for its end. */
  const awaitsExpiry = (row: Row): boolean =>
    row.state === 'ready' && /#AUDIO$/.test(String(row.sk)) && isAhead(row);
  const mayWait = (row: Row): boolean =>
    [isListed, awaitsOperator, awaitsReceipt, awaitsErasure, awaitsExpiry].some((may) => may(row));
  const undone = async () => ({
    webhooks: simulators.flatMap(({ webhooks }) =>
      webhooks.list().flatMap(({ state, type }) => (state === 'pending' ? [type] : [])),
    ),
    messages: await waitingMessages(),
    dueRows: (await rows()).flatMap((row) =>
      row.dueSk && !mayWait(row)
        ? [`${row.sk} at ${row.dueSk}: ${JSON.stringify(row.wake ?? row.event)}`]
        : [],
    ),
  });
  const callsOfFunctions = () => cloud.requests().filter(({ caller }) => caller !== 'operator').length;

  const atRest = () =>
    eventually(
      'everything to be done',
      async () => {
        const before = callsOfFunctions();
        // Twice, because work on its way could pass behind a single look.
        for (const look of [undone, undone]) {
          expect(await look()).toEqual({ webhooks: [], messages: [], dueRows: [] });
        }
        expect(callsOfFunctions(), 'calls of functions').toBe(before);
      },
      60,
    );

  let made = 0;
  const aBusiness: FlowWorld['aBusiness'] = async ({ card = 'ok', ...given } = {}) => {
    made += 1;
    const place = { world, table, rows, serial: made };
    const found = flowBusiness(place, given);
    const { business } = found;
    stripe.addCustomer({ id: business.billing.stripeCustomerId, email: business.owner.email, card });
    for (const number of business.numbers) {
      telnyx.addNumber(number, business.messaging.messagingProfileId);
      retell.addNumber({
        number,
        agentId: String(business.agentIds[0]),
        ...world.agentAddresses(business.id),
      });
    }
    await createBusiness({ businesses: dynamoBusinessCreation(table, waiting), release })(business);
    return found;
  };

  return {
    ...world,
    table,
    objects,
    queues,
    lines,
    rows,
    aBusiness,
    release,
    atRest,
    workersIdle: () =>
      eventually('the workers to be idle', async () => expect(await waitingMessages()).toEqual([])),
    async letPass(minutes) {
      clock.passTo(clock.now() + minutes * MINUTE_MS);
      await cloud.runSchedules();
    },
    repair() {
      cloud.clearFaults();
      for (const { faults } of simulators) faults.clear();
      for (const name of cloud.functions.names()) cloud.functions.resume(name);
    },
    async stop() {
      const unknown = undeclared(cloud.requests());
      leavePermissionUse(cloud);
      for (const one of [client, objects, queues]) one.destroy();
      await world.stop();
      expect(unknown, 'what scripts/docs/access-patterns.ts does not describe').toEqual([]);
    },
  };
};
