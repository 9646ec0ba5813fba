import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { BenchWorld } from './bench-world.ts';
import type { Invocation, Recording } from './call-cost.ts';
import { type Item, itemBytes } from './capacity.ts';
import type { Resource } from './idle-cost.ts';
import { type RowSizes, type Used, usageOf } from './recorded-usage.ts';
import { untilNothingIsDue } from './until-quiet.ts';

const RELAY = 'workers/relay-events';
const VENDORS = {
  stripe: 'workers/charge-booking-fee',
  telnyx: 'workers/send-confirmation',
  resend: 'workers/send-email',
} as const;
type Vendor = keyof typeof VENDORS;
const vendors = Object.keys(VENDORS) as Vendor[];

type FunctionProperties = {
  readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
  readonly MemorySize?: number;
  readonly TracingConfig?: { readonly Mode?: string };
};
type Deployed = Resource & { readonly Metadata?: Readonly<Record<string, unknown>> };

const functionsIn = (resources: readonly Deployed[]) =>
  resources
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Metadata, Properties = {} }) => ({
      name: String(Metadata?.['cloudgreet:handler']),
      ...(Properties as FunctionProperties),
    }));

/** How large each row is now. */
const rowSizes = async ({ dynamoUrl, place, world }: BenchWorld): Promise<RowSizes> => {
  const { region, credentials } = world.cloud;
  const client = new DynamoDBClient({ endpoint: dynamoUrl, region, credentials });
  const sizes = new Map<string, number>();
  for await (const page of paginateScan({ client }, { TableName: place.table.name }))
    for (const item of page.Items ?? [])
      sizes.set(`${item.pk?.S}|${item.sk?.S}`, itemBytes(item as unknown as Item));
  client.destroy();
  return (pk, sk) => sizes.get(`${pk}|${sk}`) ?? 1;
};

/** What the functions did while `play` ran and until all was quiet again. `resources` are those of the stage charged for. */
export const record = async (
  bench: BenchWorld,
  resources: readonly Deployed[],
  play: () => Promise<void>,
): Promise<Recording> => {
  const requestsOf = (vendor: Vendor) => bench.world[vendor].received().length;
  const before = {
    calls: bench.calls.length,
    lines: bench.lines.length,
    requests: Object.fromEntries(vendors.map((vendor) => [vendor, requestsOf(vendor)])),
  };
  await play();
  await untilNothingIsDue(bench);
  const functions = functionsIn(resources);
  const deployed = (name: string) => functions.find((one) => one.name === name);
  const lines = bench.lines.slice(before.lines);
  const written = lines.filter(({ source }) => source.startsWith('function:'));
  const invocations = lines
    .filter(({ source }) => source === 'lambda')
    .map(({ text }): Invocation => {
      const name = text.split(' ')[0] ?? '';
      return {
        functionName: name,
        memoryMb: deployed(name)?.MemorySize ?? 0,
        isHttp: /^(voice|webhooks)\//.test(name),
        isQueued: name.startsWith('workers/') && name !== RELAY,
        readsSecret: 'SECRET_ID' in (deployed(name)?.Environment?.Variables ?? {}),
      };
    });
  const calls = bench.calls.slice(before.calls).filter(({ caller }) => caller !== 'operator');
  const used: Used[] = usageOf(calls, await rowSizes(bench));
  return {
    invocations,
    used,
    vendorRequests: Object.fromEntries(
      vendors.map((vendor) => [VENDORS[vendor], requestsOf(vendor) - (before.requests[vendor] ?? 0)]),
    ),
    log: {
      lines: written.length,
      bytes: written.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
    },
    traced: functions.some(({ TracingConfig }) => TracingConfig?.Mode === 'Active'),
  };
};
