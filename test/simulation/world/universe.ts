import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { StageSecret } from '../../../functions/contracts/secrets.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { type ChangeRecord, createMemoryStore } from '../../../scripts/local/dynamodb/memory-store.ts';
import type { Reply } from '../../../scripts/local/vendors/simulator.ts';
import type { ModelRequest } from '../../../scripts/local/vendors/vendor-model.ts';
import { createApi } from '../cloud/api.ts';
import { SimulatedBus } from '../cloud/bus.ts';
import { deployment } from '../cloud/deployment.ts';
import { createEdge } from '../cloud/edge.ts';
import { SimulatedFunctions } from '../cloud/functions.ts';
import { makeParts } from '../cloud/make-parts.ts';
import { makeQueues, type Queues } from '../cloud/make-queues.ts';
import type { Parts } from '../cloud/parts.ts';
import { RULES } from '../cloud/rules.ts';
import { SimulatedStream } from '../cloud/stream.ts';
import { TABLE, TABLE_SHAPE } from '../cloud/table-shape.ts';
import { type Chance, seededChance } from '../kernel/chance.ts';
import type { Container } from '../kernel/io.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { type Cognito, createCognito } from '../vendors/cognito-model.ts';
import { signedBy } from '../vendors/keyring.ts';
import { firstSecret, type Models, makeModels } from '../vendors/make-models.ts';
import { createDeliveries, type WebhookVendor } from '../vendors/webhooks.ts';
import { createPhone, type Heard } from './phone.ts';
import { Ticker } from './ticker.ts';

export type Row = Readonly<Record<string, unknown>>;

export type Outage = { readonly vendor: string; readonly from: number; readonly until: number };

export type UniverseOptions = {
  readonly kernel: Kernel;
  readonly chance: Chance;
  /** How wrong the clock of a container may be, in milliseconds either way. */
  readonly skewMs: number;
  /** When vendors are down; more may come. */
  readonly outages: readonly Outage[];
  /** How long index reads lag behind, at most. */
  readonly lagMs: number;
  /** How many idle containers of a function are kept; a few without it. */
  readonly mostWarm?: number;
};

const ids = derivedIds(hashing);

type VendorWatcher = (vendor: string, request: ModelRequest, reply: Reply) => void;

/** Everything outside our code, and our code in it. */
export class Universe {
  readonly kernel: Kernel;
  readonly chance: Chance;
  readonly store;
  readonly functions;
  readonly specs;
  readonly edge;
  readonly deliveries;
  readonly stripe: Models['stripe'];
  readonly telnyx: Models['telnyx'];
  readonly resend: Models['resend'];
  readonly retell: Models['retell'];
  readonly cognito: Cognito;
  readonly api;
  /** What was asked for with credentials that do not reach it. */
  readonly denied: string[] = [];
  readonly outages: Outage[];
  readonly objects = new Map<string, string>();
  readonly queues: Queues;
  readonly bus: SimulatedBus;
  readonly stream: SimulatedStream;
  readonly ticker: Ticker;
  readonly heard: Heard[] = [];
  readonly businesses: Business[] = [];
  /** What our code finds at Secrets Manager, and what vendors sign with and accept. */
  secret: Required<StageSecret>;
  readonly firstSecret: Required<StageSecret>;
  readonly #options: UniverseOptions;
  readonly #watchers: ((change: ChangeRecord) => void)[] = [];
  readonly #vendorWatchers: VendorWatcher[] = [];
  readonly #heardWatchers: ((heard: Heard) => void)[] = [];

  constructor(options: UniverseOptions) {
    const { kernel, chance } = options;
    this.#options = options;
    this.outages = [...options.outages];
    this.kernel = kernel;
    this.chance = chance;
    const lag = () => (options.lagMs === 0 ? 0 : chance.int(options.lagMs));
    this.store = createMemoryStore({ now: () => kernel.now, lagMs: { table: lag, index: lag }, shards: 4 });
    this.store.perform('CreateTable', TABLE_SHAPE);

    const models = makeModels(kernel, chance, (vendor, path, message) =>
      this.deliveries.send(vendor, path, message, (...signed) => this.sign(vendor, ...signed)),
    );
    this.stripe = models.stripe;
    this.telnyx = models.telnyx;
    this.resend = models.resend;
    this.retell = models.retell;
    this.firstSecret = firstSecret(models);
    this.secret = this.firstSecret;

    // Chance of its own: in a run without people nothing else is drawn than before there were any.
    this.cognito = createCognito(() => kernel.now, seededChance(kernel.now % 2 ** 31));

    this.functions = new SimulatedFunctions(kernel, chance, options.mostWarm);
    this.specs = deployment((container, patience) =>
      makeParts(this, container, { patience, skewMs: options.skewMs }),
    );
    this.edge = createEdge(kernel, this.functions, this.specs);
    this.api = createApi(kernel, this.functions, this.specs, this.cognito);
    this.deliveries = createDeliveries({
      kernel,
      chance,
      edge: this.edge,
      upAgainAt: (vendor) => this.downUntil(vendor),
    });
    this.queues = makeQueues(kernel, chance, this.functions, this.specs);
    const rules = RULES.map(({ events, queue }) => ({ events, target: this.queues[queue] }));
    this.bus = new SimulatedBus(kernel, chance, rules);
    this.stream = new SimulatedStream(kernel, chance, (event) =>
      this.functions.invoke(this.specs['workers/relay-events'], event),
    );
    this.ticker = new Ticker(
      kernel,
      chance,
      () =>
        this.functions.invoke(this.specs['schedules/release-due'], {
          time: new Date(kernel.now).toISOString(),
        }),
      (toMs) => this.releasedTo(toMs),
    );
    this.store.onChange((change) => {
      this.stream.take(change);
      this.ticker.take(change);
      for (const watch of this.#watchers) watch(change);
    });
  }

  /** Until when a vendor that is down now will be; 0 for one that is up. */
  downUntil(vendor: string): number {
    const { now } = this.kernel;
    return this.outages.reduce(
      (until, one) =>
        one.vendor === vendor && now >= one.from && now < one.until ? Math.max(until, one.until) : until,
      0,
    );
  }

  /** How wrong the clocks of containers may be, in milliseconds either way. */
  get skewMs(): number {
    return this.#options.skewMs;
  }

  /** Sees every change of a row in the moment it is made. */
  watch(watcher: (change: ChangeRecord) => void): void {
    this.#watchers.push(watcher);
  }

  /** Sees every request that a vendor has done, in the moment it is done. */
  watchVendors(watcher: VendorWatcher): void {
    this.#vendorWatchers.push(watcher);
  }

  /** Hears what callers hear, in that moment. */
  watchHeard(watcher: (heard: Heard) => void): void {
    this.#heardWatchers.push(watcher);
  }

  /** What a text at Telnyx has come to. */
  statusOf(messageId: string): string {
    return this.telnyx.texts().find(({ id }) => id === messageId)?.status ?? 'unknown';
  }

  /** Stands for a phone number in keys. */
  fingerprint(businessId: string, phone: string): string {
    return ids.phoneFingerprint(businessId as BusinessId, phone);
  }

  /** As if the release function had run until that minute, with nothing due. */
  releasedTo(releasedToMs: number): void {
    const Item = this.wire({ pk: 'DUE#WATERMARK', sk: '0', v: 1, releasedToMs });
    this.store.perform('PutItem', { TableName: TABLE, Item });
  }

  /** A container that is nobody's function: an operator's machine. Its requests fail like all others. */
  operator(name: string): Parts & { readonly container: Container } {
    const container: Container = { functionName: name, current: undefined, isGone: false, parked: [] };
    this.kernel.begin(container, () => undefined);
    const { skewMs } = this.#options;
    return { ...makeParts(this, container, { patience: 'worker', skewMs }), container };
  }

  /** The headers of a webhook as its vendor signs it in this moment. */
  sign(vendor: WebhookVendor, rawBody: string, id: string, atMs: number): Record<string, string> {
    return signedBy(vendor, this.secret, rawBody, id, atMs);
  }

  phoneOf(business: Business) {
    const { kernel, chance, edge, deliveries } = this;
    const apiKey = () => this.secret.retell.apiKeys[0] ?? '';
    const onHeard = (heard: Heard): void => {
      this.heard.push(heard);
      for (const watch of this.#heardWatchers) watch(heard);
    };
    return createPhone({ kernel, chance, edge, deliveries, onHeard, apiKey }, business);
  }

  /** All rows as they are now, as plain values. */
  rows(): Row[] {
    return this.store.rows(TABLE).map((item) => unmarshall(item as never));
  }

  row(pk: string, sk: string): Row | undefined {
    const { Item } = this.store.perform('GetItem', {
      TableName: TABLE,
      Key: { pk: { S: pk }, sk: { S: sk } },
      ConsistentRead: true,
    });
    return Item === undefined ? undefined : unmarshall(Item as never);
  }

  /** Attributes as the table keeps them. */
  wire(attributes: object): Row {
    return marshall(attributes, { removeUndefinedValues: true });
  }

  /** Nothing is under way and nothing waits to be done. */
  isQuiet(): boolean {
    return (
      this.kernel.outstanding === 0 &&
      this.ticker.dueRows === 0 &&
      this.stream.depth === 0 &&
      Object.values(this.queues).every(({ depth }) => depth === 0)
    );
  }

  vendorDid(vendor: string, request: ModelRequest, reply: Reply): void {
    for (const watch of this.#vendorWatchers) watch(vendor, request, reply);
    const id = (reply.body as { readonly data?: { readonly id?: string } } | undefined)?.data?.id;
    if (vendor !== 'telnyx' || request.method !== 'POST' || id === undefined) return;
    // To the carrier, and to its end.
    const step = (): void => {
      if (this.telnyx.advance(id)) this.kernel.after(this.chance.between(200, 20_000), step);
    };
    this.kernel.after(this.chance.between(100, 5_000), step);
  }
}
