import { DynamoDBClient, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { retellSignatureHeader } from '../local/vendors/retell/signature.ts';
import { type BenchWorld, startBenchWorld } from './bench-world.ts';
import { type Figure, figure } from './figure.ts';
import { hangUp, post } from './post.ts';
import type { Progress } from './progress.ts';
import { interleave, median, spreadOf, timed } from './sampling.ts';

/** What a tool call may take, beside the bare request that it cannot do without. */
const GOAL = 2;
const SAMPLES = 40;
const SERVICE = 'Free estimate';

type Slot = { readonly slot_id: string };
type Result = { readonly ok: boolean; readonly slots?: readonly Slot[] };

/** Uses a tool as Retell would: signed, over HTTP. */
const agentOf = ({ world, business }: BenchWorld) => {
  const call = {
    call_id: 'call_bench',
    call_type: 'phone_call',
    agent_id: business.agentIds[0],
    from_number: '+15125550187',
    to_number: business.numbers[0],
  };
  return async (name: string, args: object): Promise<Result> => {
    const body = JSON.stringify({ name, call, args });
    const signature = retellSignatureHeader(String(world.secret.retell.apiKeys[0]), body, world.clock.now());
    const { status, text } = await post(
      world.agentAddresses(business.id).toolUrl(name),
      { 'x-retell-signature': signature },
      body,
    );
    const result = JSON.parse(text) as Result;
    if (status !== 200 || !result.ok) throw new Error(`${name} answered ${status}: ${text}`);
    return result;
  };
};

/** Offers no two of which are the same time, day after day. */
const offersOf = (use: ReturnType<typeof agentOf>) => {
  const offers: Slot[] = [];
  let day = Date.parse('2026-11-24T00:00:00Z');
  return async (): Promise<Slot> => {
    while (offers.length === 0) {
      const date = new Date(day).toISOString().slice(0, 10);
      day += 86_400_000;
      const { slots = [] } = await use('lookup_availability', {
        service: SERVICE,
        date_from: date,
        date_to: date,
      });
      offers.push(...slots);
    }
    return offers.shift() as Slot;
  };
};

type TransactItem = Record<string, Record<string, Record<string, unknown>>>;

/** The same actions on rows of the same size that nobody else has. */
const onOwnRows = (items: readonly TransactItem[], run: number): TransactItem[] =>
  items.map((item, index) => {
    const [[kind, action] = ['', {}]] = Object.entries(item);
    const keyed = kind === 'Put' ? 'Item' : 'Key';
    const row = { ...action[keyed], sk: { S: `bench_${String(run).padStart(20, '0')}_${index}` } };
    return { [kind]: { ...action, [keyed]: row } };
  });

/** What the last call of this action asked for. */
const lastInput = ({ calls }: BenchWorld, action: string): Record<string, unknown> => {
  const found = calls.findLast(({ caller, call }) => caller === 'voice/agent' && call.action === action);
  if (!found) throw new Error(`the voice function made no ${action}`);
  return found.call.input;
};

/** The voice function's own settings, straight at DynamoDB Local. */
const bareClient = ({ dynamoUrl, world }: BenchWorld) =>
  new DynamoDBClient({
    endpoint: dynamoUrl,
    region: world.cloud.region,
    credentials: world.cloud.credentials,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 1500 },
  });

const measure = async (bench: BenchWorld, progress: Progress): Promise<Figure[]> => {
  const use = agentOf(bench);
  const nextOffer = offersOf(use);
  const client = bareClient(bench);
  const lookUp = () => use('lookup_availability', { service: SERVICE, date_from: '2026-11-24' });
  const book = ({ slot_id }: Slot) =>
    use('book_appointment', {
      slot_id,
      service: SERVICE,
      customer_name: 'Dana Reyes',
      customer_phone: '+15125550187',
      address: '12 Oak St, Austin',
    });

  // What a booking sets off would keep the processor busy in the middle of the next sample.
  await bench.world.cloud.functions.pause('workers/relay-events');
  await lookUp();
  const query = lastInput(bench, 'Query');
  await book(await nextOffer());
  const items = lastInput(bench, 'TransactWriteItems').TransactItems as TransactItem[];
  let run = 0;
  const lookups = await interleave(
    {
      ours: { sample: () => timed(lookUp) },
      bare: { sample: () => timed(() => client.send(new QueryCommand(query as never))) },
    },
    { samples: SAMPLES, warmUp: 30, progress: (what) => progress(`lookup: ${what}`) },
  );
  const bookings = await interleave(
    {
      ours: {
        async sample() {
          const offer = await nextOffer();
          return timed(() => book(offer));
        },
      },
      bare: {
        sample() {
          run += 1;
          const TransactItems = onOwnRows(items, run);
          return timed(() => client.send(new TransactWriteItemsCommand({ TransactItems } as never)));
        },
      },
    },
    { samples: SAMPLES, warmUp: 15, progress: (what) => progress(`booking: ${what}`) },
  );
  client.destroy();
  const beside = (name: string, taken: Record<'ours' | 'bare', number[]>) =>
    figure({
      name,
      value: median(taken.ours),
      unit: 'ms',
      peer: median(taken.bare),
      spread: spreadOf(taken.ours),
      goal: GOAL,
      explained: 'ADR 8',
    });
  return [
    beside('lookup through the local cloud, beside the bare Query', lookups),
    beside('booking through the local cloud, beside the bare transaction', bookings),
  ];
};

/** What a caller waits for, beside the one request to DynamoDB that it needs. */
export const benchTools = async (progress: Progress): Promise<Figure[]> => {
  const bench = await startBenchWorld(progress);
  try {
    return await measure(bench, progress);
  } finally {
    hangUp();
    await bench.stop();
  }
};
