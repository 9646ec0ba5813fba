import type { Transcript } from './transcript.ts';

/** Answering times of the model and of the whole chain: plausible, and the same on every run. */
const END_TO_END_MS = [610, 820, 1240, 1402];
const MODEL_MS = [300, 410, 700, 802];
const TOKENS_AT_FIRST = 1980;
const TOKENS_PER_TURN = 50;

/** US cents a second, by product. */
const PRICES = [
  { product: 'elevenlabs_tts', unit_price: 0.1167 },
  { product: 'gpt_4_1', unit_price: 0.075 },
  { product: 'custom_telephony', unit_price: 0.0132 },
];

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

const percentiles = (cycle: readonly number[], count: number) => {
  const values = Array.from({ length: count }, (_, index) => cycle[index % cycle.length] as number);
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(count - 1, Math.floor(share * count))] ?? 0;
  return {
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
    min: at(0),
    num: count,
    values,
  };
};

export const latencyOf = (transcript: Transcript) => {
  const turns = Math.max(1, transcript.utterances().filter(({ role }) => role === 'agent').length);
  return { e2e: percentiles(END_TO_END_MS, turns), llm: percentiles(MODEL_MS, turns) };
};

export const tokenUsageOf = (transcript: Transcript) => {
  const requests = Math.max(1, transcript.views().transcript_with_tool_calls.length);
  const values = Array.from({ length: requests }, (_, index) => TOKENS_AT_FIRST + index * TOKENS_PER_TURN);
  return {
    average: round(values.reduce((sum, value) => sum + value, 0) / requests, 0),
    num_requests: requests,
    values,
  };
};

/** In US cents, whole seconds begun. */
export const costOf = (durationMs: number) => {
  const seconds = Math.ceil(durationMs / 1000);
  const products = PRICES.map((price) => ({ ...price, cost: round(price.unit_price * seconds, 2) }));
  return {
    combined_cost: round(
      products.reduce((sum, { cost }) => sum + cost, 0),
      2,
    ),
    total_duration_seconds: seconds,
    total_duration_unit_price: round(
      PRICES.reduce((sum, { unit_price }) => sum + unit_price, 0),
      4,
    ),
    product_costs: products,
  };
};
