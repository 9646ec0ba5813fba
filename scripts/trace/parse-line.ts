import type { LogLine } from './source.ts';

/** What the logger adds to every line and nobody reads in a story. */
const OF_THE_LOGGER = new Set([
  'level',
  'timestamp',
  'service',
  'message',
  'sampling_rate',
  'xray_trace_id',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
]);

const objectIn = (text: string): Record<string, unknown> | undefined => {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
};

/** A line of our logger; undefined for metrics, the platform's own reports and what is no JSON. `at` overrides its time. */
export const parseLine = (text: string, at?: number): LogLine | undefined => {
  const value = objectIn(text);
  if (!value || typeof value.message !== 'string' || typeof value.service !== 'string') return undefined;
  const when = at ?? Date.parse(String(value.timestamp));
  if (Number.isNaN(when)) return undefined;
  return {
    at: when,
    handler: value.service,
    message: value.message,
    fields: Object.fromEntries(Object.entries(value).filter(([name]) => !OF_THE_LOGGER.has(name))),
  };
};
