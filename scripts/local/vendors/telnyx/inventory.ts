import { groupParam, textParam } from '../bracket-params.ts';
import type { ApiRoute } from './api-call.ts';
import { allowQuery, decline } from './api-call.ts';

/** Nobody has got a number there for years. */
const SOLD_OUT: readonly string[] = ['212'];
const IN_STOCK = 30;
const AREA_CODE = /^[2-9]\d{2}$/;
/** Emergencies, directories and the like: no area has them. */
const SERVICE_CODE = /^[2-9]11$/;

export type Inventory = {
  readonly routes: readonly ApiRoute[];
  /** Only what a search has shown may be ordered, and only once. */
  isOffered(number: string): boolean;
  /** Somebody has it now, we or another customer. */
  take(number: string): void;
  /** How many numbers an area has from now on. */
  stock(areaCode: string, count: number): void;
};

/** The same for each area code every time; every fifth takes no texts. */
const numbersOf = (areaCode: string, count: number): { number: string; hasTexts: boolean }[] =>
  Array.from({ length: count }, (_, index) => {
    const line = (Number(areaCode) * 13 + index * 37) % 1000;
    return { number: `+1${areaCode}5557${String(line).padStart(3, '0')}`, hasTexts: index % 5 !== 4 };
  });

const wireNumber = ({ number, hasTexts }: { number: string; hasTexts: boolean }) => ({
  record_type: 'available_phone_number',
  phone_number: number,
  vanity_format: '',
  best_effort: false,
  quickship: true,
  reservable: true,
  region_information: [
    { region_type: 'country_code', region_name: 'US' },
    { region_type: 'rate_center', region_name: `AREA ${number.slice(2, 5)}` },
  ],
  cost_information: { upfront_cost: '1.00', monthly_cost: '1.00', currency: 'USD' },
  features: [...(hasTexts ? ['sms', 'mms'] : []), 'voice', 'emergency'].map((name) => ({ name })),
});

/** Numbers that nobody has yet. `isOurs` says of which that is not so, whatever was sold here. */
export const createInventory = (isOurs: (number: string) => boolean): Inventory => {
  const stocks = new Map<string, number>(SOLD_OUT.map((areaCode) => [areaCode, 0]));
  const offered = new Set<string>();
  const taken = new Set<string>();

  const search: ApiRoute['run'] = ({ query }) => {
    allowQuery(
      query,
      ...['country_code', 'national_destination_code', 'phone_number_type', 'limit', 'features'].map(
        (name) => `filter[${name}]`,
      ),
      ...['best_effort', 'exclude_held_numbers', 'locality'].map((name) => `filter[${name}]`),
    );
    const filter = groupParam(query, 'filter');
    const areaCode = textParam(filter, 'national_destination_code') ?? '';
    if (!AREA_CODE.test(areaCode) || SERVICE_CODE.test(areaCode)) {
      const detail = `There is no coverage of '${areaCode}'.`;
      throw decline(400, '10015', { detail, source: { parameter: 'filter[national_destination_code]' } });
    }
    const wanted = (textParam(filter, 'features') ?? '').split(',').filter((name) => name !== '');
    const limit = Number(textParam(filter, 'limit') ?? 100);
    const data = numbersOf(areaCode, stocks.get(areaCode) ?? IN_STOCK)
      .filter(({ number }) => !taken.has(number) && !isOurs(number))
      .map(wireNumber)
      .filter(({ features }) => wanted.every((one) => features.some(({ name }) => name === one)))
      .slice(0, limit);
    for (const { phone_number: number } of data) offered.add(number);
    const meta = { best_effort_results: 0, total_results: data.length };
    return { status: 200, body: { data, meta, metadata: meta } };
  };

  return {
    routes: [{ method: 'GET', path: /^\/v2\/available_phone_numbers$/, run: search }],
    isOffered: (number) => offered.has(number) && !taken.has(number) && !isOurs(number),
    take: (number) => void taken.add(number),
    stock: (areaCode, count) => void stocks.set(areaCode, count),
  };
};
