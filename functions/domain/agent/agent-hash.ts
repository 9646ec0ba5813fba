import type { DerivedIds } from '../derived-ids.ts';
import type { CompiledAgent } from './compiled-agent.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Names in order and nothing undefined: the same for the same, whatever wrote it or sent it back. */
const canonical = (value: unknown): Json => {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value as Json;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  // By code unit, which no machine's language changes.
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, canonical(v)]));
};

/** What `CompiledAgent.hash` is: 26 characters that stand for all the rest of it. The order of tools counts. */
export const agentHash = (
  ids: Pick<DerivedIds, 'agentFingerprint'>,
  agent: Omit<CompiledAgent, 'hash'>,
): string => {
  const { hash: _, ...rest } = { hash: undefined, ...agent };
  return ids.agentFingerprint(JSON.stringify(canonical(rest)));
};
