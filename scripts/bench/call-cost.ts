import type { PriceSheet, Quantities } from './price-sheet.ts';
import type { Used } from './recorded-usage.ts';

/** One run of a function. */
export type Invocation = {
  readonly functionName: string;
  readonly memoryMb: number;
  /** Whether an HTTP request set it off. */
  readonly isHttp: boolean;
  /** Whether messages of a queue did. */
  readonly isQueued: boolean;
  /** Whether its container reads the stage's secret when it starts. */
  readonly readsSecret: boolean;
};

/** What was seen while something was played. */
export type Recording = {
  readonly invocations: readonly Invocation[];
  readonly used: readonly Used[];
  /** Requests to vendors, by the function that made them. */
  readonly vendorRequests: Readonly<Record<string, number>>;
  /** What our functions wrote to their logs. */
  readonly log: { readonly lines: number; readonly bytes: number };
  /** Whether every invocation leaves a trace. */
  readonly traced: boolean;
};

const GIGABYTE = 1024 ** 3;
const MB_PER_GB = 1024;

const countBy = (used: readonly Used[], service: string, actions: RegExp): number =>
  used.filter((one) => one.service === service && actions.test(one.action)).length;

const waitMs = ({ assumed }: PriceSheet, { service, action }: Used): number => {
  if (service !== 'dynamodb') return assumed.awsCallMs.value;
  if (action === 'TransactWriteItems') return assumed.dynamoTransactionMs.value;
  return /^(Query|GetItem|BatchGetItem)$/.test(action)
    ? assumed.dynamoReadMs.value
    : assumed.dynamoWriteMs.value;
};

/**
 * GB-seconds: what a function waits for, by published latencies, because nothing here is as far away as it is on AWS, and
 * its share of cold starts.
 */
const gigabyteSeconds = (sheet: PriceSheet, { invocations, used, vendorRequests }: Recording): number => {
  const { ownMs, coldShare, coldMs, vendorCallMs } = sheet.assumed;
  const memory = new Map(invocations.map(({ functionName, memoryMb }) => [functionName, memoryMb]));
  const own = invocations.reduce(
    (sum, { memoryMb }) => sum + memoryMb * (ownMs.value + coldShare.value * coldMs.value),
    0,
  );
  const ofAws = used.reduce((sum, one) => sum + (memory.get(one.caller) ?? 0) * waitMs(sheet, one), 0);
  const ofVendors = Object.entries(vendorRequests).reduce(
    (sum, [name, requests]) => sum + (memory.get(name) ?? 0) * requests * vendorCallMs.value,
    0,
  );
  return (own + ofAws + ofVendors) / MB_PER_GB / 1000;
};

const logGigabytes = ({ assumed }: PriceSheet, { invocations, log }: Recording): number => {
  const ofPlatform = invocations.length * assumed.platformLogBytes.value;
  const ofApi = invocations.filter(({ isHttp }) => isHttp).length * assumed.accessLogBytes.value;
  return (log.bytes + log.lines * assumed.logEventOverheadBytes.value + ofPlatform + ofApi) / GIGABYTE;
};

/** What AWS would charge for, of what was recorded. */
export const quantitiesOf = (sheet: PriceSheet, recording: Recording): Quantities => {
  const { invocations, used, vendorRequests, traced } = recording;
  const http = invocations.filter(({ isHttp }) => isHttp).length;
  const queued = invocations.filter(({ isQueued }) => isQueued).length;
  const outside = http + Object.values(vendorRequests).reduce((sum, one) => sum + one, 0);
  return {
    lambdaRequest: invocations.length,
    lambdaGbSecond: gigabyteSeconds(sheet, recording),
    httpApiRequest: http,
    // Each batch of a queue is received and deleted besides what was sent.
    sqsRequest: countBy(used, 'sqs', /^SendMessage/) + 2 * queued,
    eventBridgeEvent: used
      .filter(({ service, action }) => service === 'events' && action === 'PutEvents')
      .reduce((sum, { entries }) => sum + entries, 0),
    dynamoWriteUnit: used.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
    dynamoReadUnit: used.reduce((sum, { readUnits }) => sum + readUnits, 0),
    s3Put: countBy(used, 's3', /^PutObject$/),
    s3Get: countBy(used, 's3', /^GetObject$/),
    logGigabyte: logGigabytes(sheet, recording),
    // A container reads the secret when it starts; a play is too short to show how seldom that is.
    secretRead: invocations.filter(({ readsSecret }) => readsSecret).length * sheet.assumed.coldShare.value,
    dataOutGigabyte: (outside * sheet.assumed.answerBytes.value) / GIGABYTE,
    ...(traced && { xrayTrace: invocations.length }),
  };
};
