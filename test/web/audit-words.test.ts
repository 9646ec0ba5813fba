import { expect, it } from 'vitest';
import type { Decision } from '../../functions/domain/audit/audit-entry.ts';
import { decisions } from '../../web/src/messages/en/settings-records.ts';

it('every decision on record has words for people [O3]', () => {
  // One that has none does not compile.
  const all: Readonly<Record<Decision, string>> = decisions;

  for (const [name, words] of Object.entries(all)) expect(words, name).toMatch(/^[A-Z]/);
});
