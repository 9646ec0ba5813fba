import type { AccessPattern } from './access-pattern.ts';
import { ACCESS_PATTERNS } from './access-patterns.ts';
import { unitsOf } from './match-requests.ts';
import { keyInWords } from './row-keys.ts';
import { ROW_KINDS, type RowName } from './row-kinds.ts';

const asked = ({ parts, index, consistent, inOne }: AccessPattern): string => {
  if (index)
    return `Query of index \`${index}\`, ${index === 'due' ? "a minute's shard" : 'a page of one list of a business'}`;
  const words = parts
    .map((part) => part.replace(/\?$/, ' (not always)').replace(/\+$/, ' (one or several)'))
    .join(' + ');
  return `${inOne ? 'together: ' : ''}${words}${consistent ? ', consistent' : ''}`;
};

const costOf = (pattern: AccessPattern): string => {
  const { read, write } = unitsOf(pattern);
  const moves = pattern.due ? `, ${pattern.due} of them in the index` : '';
  return read > 0 ? `${read} read` : `${write} write${moves}`;
};

const written = (pattern: AccessPattern): number => unitsOf(pattern).write;

/** Rows, their keys and classes, and everything that functions do with them. */
export const dataPage = (): string => {
  const rows = Object.entries(ROW_KINDS).map(([kind, { what, holds, kept, due, kb }]) => {
    const { pk, sk } = keyInWords(kind as RowName);
    return `| ${kind} | ${what} | \`${pk}\` | \`${sk}\` | ${holds} | ${kept} | ${due ?? ''} | ${kb} KB |`;
  });
  const patterns = ACCESS_PATTERNS.map(
    (pattern) => `| ${pattern.why} | ${asked(pattern)} | ${pattern.by.join(', ')} | ${costOf(pattern)} |`,
  );
  const dearest = Math.max(...ACCESS_PATTERNS.map(written));
  return [
    '# Data',
    '',
    'One table a stage, keys `pk` and `sk`, with a stream and point-in-time recovery. Keys are spelled in [keys.ts](../functions/adapters/dynamodb/keys.ts) and hold nothing personal. Rows of a business are in partitions that begin with its id. Nothing scans.',
    '',
    '## Rows',
    '',
    'Classes: *public* says nothing of anybody, *business* is about a business, *personal* names or describes a person. Personal rows are deleted with their business and are never logged. The sparse index `due` (`duePk` `DUE#‹minute›`, `dueSk` `‹instant›#‹event›`) holds a row for as long as something is due of it. The index `listed` (`pk` of the row, `listSk` `‹letter›#‹instant›`) holds the keys of what people look through by time: calls, appointments, fees, texts.',
    '',
    '| row | what | pk | sk | class | kept | due | typical size |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
    'Outside the table, in the raw bucket: bodies of webhooks too large for a message (`raw/`, 30 days), of events of an unknown kind (`unknown/`, 45 days) and of those in quarantine (`quarantine/`, until they leave it), transcripts (`transcripts/`, a year) and recordings (`recordings/`, a year, and longer where one is held). All of it personal.',
    '',
    '## Access patterns',
    '',
    `All that functions do with the table; each runs under the role of its function, which allows just that. A flow test fails when a function does anything else. Cost is by formula, for a row of typical size and counting a part that is not always there: a write takes 1 unit a KB, twice in a transaction, 1 a KB for entering or leaving the index (2 for moving in it), and 1 for a row that is written anew and listed; a read takes 0.5 a 4 KB, 1 when consistent. The dearest takes ${dearest} write units.`,
    '',
    '| to | asks for | by | units |',
    '|---|---|---|---|',
    ...patterns,
    '',
  ].join('\n');
};
