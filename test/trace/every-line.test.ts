import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gather } from '../../scripts/trace/gather.ts';
import type { LogLine, Row } from '../../scripts/trace/source.ts';
import { storyOf } from '../../scripts/trace/story.ts';
import { aLine, aLog, aRowLine, CALL, someRows } from './a-log.ts';

const tell = async (lines: readonly LogLine[], call?: Row) => {
  const found = await gather(CALL, { lines: aLog(lines), rows: call && someRows({ call }) });
  if (!found) throw new Error('nothing found');
  return storyOf(found);
};
const lastSentence = async (lines: readonly LogLine[], call?: Row) =>
  (await tell(lines, call)).summary.at(-1);

/** The names of all lines that functions log, and the nouns of the rows they write. */
const source = readdirSync('functions', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(`functions/${path}`, 'utf8'))
  .join('\n');
const messages = [...new Set([...source.matchAll(/log\.\w+\(\s*'([^']+)'/g)].map(([, name = '']) => name))];
const nouns = [...new Set([...source.matchAll(/\bnoun: '([^']+)'/g)].map(([, noun = '']) => noun))];

describe('the words of a story', () => {
  it('are looked for in all that functions log', () => {
    expect(messages).toEqual(expect.arrayContaining(['event.quarantined', 'tool.answered', 'message.done']));
    expect(nouns).toEqual(expect.arrayContaining(['appointment', 'inbound-text']));
  });

  it.each(messages)('are there for %s, which is not told by its name', async (message) => {
    const [moment] = (await tell([aLine(1, message)])).moments;

    expect(moment?.what).not.toContain(message);
  });

  it.each(nouns)('are there for a row of the kind %s', async (noun) => {
    const [moment] = (await tell([aRowLine(1, noun, { id: 'x', startsAt: '2026-11-24T15:00:00Z' })])).moments;

    expect(moment?.what).not.toContain(`${noun} x: written`);
  });
});

describe('the end of a call', () => {
  const over = { report: 'call_ended' };

  it.each<[string, Row, string]>([
    [
      'with its length and reason',
      { ...over, durationMs: 61_000, disconnectionReason: 'user_hangup' },
      'The call lasted 61 s and ended with user_hangup.',
    ],
    [
      'without a reason',
      { ...over, durationMs: 61_000 },
      'The call lasted 61 s; Retell did not say how it ended.',
    ],
    [
      'without a length',
      { ...over, disconnectionReason: 'user_hangup' },
      'The call is over and ended with user_hangup.',
    ],
    ['without either', over, 'The call is over; Retell did not say how it ended.'],
    ['not told', { report: 'call_started' }, 'Retell has not told us yet that the call is over.'],
  ])('%s is told by the log, and by the row alone', async (_, fields, sentence) => {
    const { report, ...ofRow } = fields;
    const row = { id: CALL, ...ofRow, ...(report === 'call_ended' && { heardOfEndAt: 'then' }) };

    expect(await lastSentence([aRowLine(61, 'call', fields)])).toBe(sentence);
    expect(await lastSentence([aLine(0, 'call.answered')], row)).toBe(sentence);
  });

  it('that concerns no business we know is said to wait, and for what', async () => {
    const story = await tell([
      aLine(0, 'webhook.accepted', { vendor: 'retell', type: 'call_ended' }),
      aLine(1, 'event.quarantined', { vendor: 'retell', type: 'call_ended', awaits: 'agent:agent_x' }),
    ]);

    expect(story.moments.map(({ who, what }) => `${who}: ${what}`)).toEqual([
      'Retell: told us that the call is over: call_ended',
      'table: call_ended of Retell set aside in quarantine, whole: no business is known yet for agent:agent_x',
    ]);
    expect(story.summary).toContain(
      'Set aside: call_ended concerns no business that was known then (it awaits agent:agent_x); "npm run quarantine" says whether it still waits.',
    );
    expect(story.summary).toContain('Retell told us that the call is over; no row of ours says so.');
  });
});
