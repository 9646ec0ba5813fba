import { readFileSync } from 'node:fs';
import * as z from 'zod';

const priceNames = [
  'lambdaRequest',
  'lambdaGbSecond',
  'httpApiRequest',
  'sqsRequest',
  'eventBridgeEvent',
  'dynamoWriteUnit',
  'dynamoReadUnit',
  's3Put',
  's3Get',
  'logGigabyte',
  'xrayTrace',
  'secretRead',
  'dataOutGigabyte',
  'secretMonth',
  'keyMonth',
  'alarmMonth',
  'dashboardMonth',
  'webAclMonth',
  'webAclRuleMonth',
] as const;
const assumptionNames = [
  'coldShare',
  'coldMs',
  'ownMs',
  'dynamoReadMs',
  'dynamoWriteMs',
  'dynamoTransactionMs',
  'awsCallMs',
  'vendorCallMs',
  'platformLogBytes',
  'accessLogBytes',
  'logEventOverheadBytes',
  'answerBytes',
  'pollsOfAMappingAMonth',
  'minutesAMonth',
] as const;

const schema = z.strictObject({
  region: z.string(),
  asOf: z.iso.date(),
  note: z.string(),
  prices: z.record(
    z.enum(priceNames),
    z.strictObject({
      usd: z.number().positive(),
      per: z.number().positive(),
      unit: z.string(),
      source: z.string(),
    }),
  ),
  assumed: z.record(
    z.enum(assumptionNames),
    z.strictObject({ value: z.number().positive(), why: z.string() }),
  ),
});

export type PriceName = (typeof priceNames)[number];
export type PriceSheet = z.infer<typeof schema>;

/** What AWS asks and what we assume of it where nothing here can measure it. */
export const readPriceSheet = (): PriceSheet =>
  schema.parse(JSON.parse(readFileSync(new URL('./price-sheet.json', import.meta.url), 'utf8')));

/** How much of each thing that AWS charges for. */
export type Quantities = Partial<Record<PriceName, number>>;

export const add = (...all: readonly Quantities[]): Quantities => {
  const sum: Quantities = {};
  for (const one of all)
    for (const [name, amount] of Object.entries(one) as [PriceName, number][])
      sum[name] = (sum[name] ?? 0) + amount;
  return sum;
};

export const times = (factor: number, quantities: Quantities): Quantities =>
  Object.fromEntries(Object.entries(quantities).map(([name, amount]) => [name, amount * factor]));

/** US dollars of each. */
export const bill = (sheet: PriceSheet, quantities: Quantities): Quantities =>
  Object.fromEntries(
    (Object.entries(quantities) as [PriceName, number][]).map(([name, amount]) => {
      const { usd, per } = sheet.prices[name];
      return [name, (amount / per) * usd];
    }),
  );

export const total = (bill: Quantities): number => Object.values(bill).reduce((sum, usd) => sum + usd, 0);
