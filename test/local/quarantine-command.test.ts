import { describe, expect, it } from 'vitest';
import type { VendorMessage } from '../../functions/contracts/vendor-messages.ts';
import { discard, list, release, show } from '../../scripts/quarantine/commands.ts';
import { findPlace } from '../../scripts/quarantine/find-place.ts';
import { memoryQuarantine } from '../support/memory-quarantine.ts';

const AGENT = 'agent:agent_x';
const ENDED = `${AGENT}#retell#ended`;
const NOW = '2026-11-23T15:05:00.000Z';

/** A quarantine of three events, and a worker that knows these agents and numbers by now. */
const aStage = async (...known: string[]) => {
  const memory = memoryQuarantine(() => false);
  const said: string[] = [];
  const sent: VendorMessage[] = [];
  const { quarantine, bodies } = memory;
  for (const [awaits, eventId] of [
    [AGENT, 'started'],
    [AGENT, 'ended'],
    ['number:+15125550142', 'text'],
  ] as const) {
    const vendor = 'retell';
    const event = {
      vendor,
      eventId,
      type: `call_${eventId}`,
      receivedAt: '2026-11-23T15:01:00.000Z',
    } as const;
    const bodyKey = await bodies.keepQuarantined(event, awaits, `{"call":"${eventId}"}`);
    await quarantine.put({ ...event, v: 1, awaits, setAsideAt: '2026-11-23T15:01:01.000Z', bodyKey });
  }
  const put = async (message: VendorMessage): Promise<void> => {
    sent.push(message);
    const event = memory.rows.get(String(message.quarantineId));
    if (!event) return;
    if (known.includes(event.awaits)) memory.rows.delete(String(message.quarantineId));
    else await quarantine.put({ ...event, setAsideAt: NOW });
  };
  const open = { quarantine, bodies, messages: { put }, close: () => undefined };
  return { ...memory, open, said, sent, say: (line: string) => void said.push(line) };
};

describe('npm run quarantine', () => {
  it('lists what there is, and what awaits something', async () => {
    const stage = await aStage();

    await list(stage.open, stage.say);
    await list(stage.open, stage.say, 'number:+15125550142');

    expect(stage.said.filter((line) => line.includes('in quarantine'))).toEqual([
      '3 events in quarantine.',
      '1 event in quarantine that awaits number:+15125550142.',
    ]);
    expect(stage.said[0]).toBe(
      `${AGENT}#retell#started\n    call_started, received 2026-11-23T15:01:00.000Z, set aside 2026-11-23T15:01:01.000Z, awaits ${AGENT}`,
    );
  });

  it('shows one with its body', async () => {
    const stage = await aStage();

    await show(stage.open, stage.say, ENDED);

    expect(JSON.parse(String(stage.said[1]))).toEqual({ call: 'ended' });
    await expect(show(stage.open, stage.say, 'agent:other')).rejects.toThrow(
      'Nothing in quarantine has the id agent:other.',
    );
  });

  it('releases one, what awaits something, or all, and says what became of each', async () => {
    const stage = await aStage(AGENT);

    await release(stage.open, stage.say, { id: ENDED });
    await release(stage.open, stage.say, { awaits: AGENT });
    await release(stage.open, stage.say, 'all');

    expect(stage.sent.map(({ quarantineId }) => quarantineId)).toEqual([
      ENDED,
      `${AGENT}#retell#started`,
      'number:+15125550142#retell#text',
    ]);
    expect(stage.said).toEqual([
      "1 put back on the vendors' queue.",
      `left     ${ENDED}`,
      "1 put back on the vendors' queue.",
      `left     ${AGENT}#retell#started`,
      "1 put back on the vendors' queue.",
      "remains  number:+15125550142#retell#text: still nobody's",
    ]);
  });

  it('discards one with its body', async () => {
    const stage = await aStage();
    const bodyKey = String(stage.rows.get(ENDED)?.bodyKey);

    await discard(stage.open, stage.say, ENDED);

    expect(stage.rows.has(ENDED)).toBe(false);
    expect(stage.objects.has(bodyKey)).toBe(false);
    expect(stage.objects.size).toBe(2);
  });

  it.each([
    [{ stage: 'local' }, 'There is no stage "local": the stages are dev, staging, prod.'],
    [{ stage: 'dev', table: 'x' }, 'Name a stage or its parts, not both.'],
    [{ table: 'x' }, 'Name all of --table, --bucket and --queue-url.'],
  ])('says in a sentence what is wrong with %j', async (named, sentence) => {
    await expect(findPlace(named)).rejects.toThrow(sentence);
  });

  it('takes a table, a bucket and a queue by their names', async () => {
    const named = { table: 'rows', bucket: 'raw', 'queue-url': 'https://sqs.example/queue' };

    expect(await findPlace(named)).toEqual({
      name: 'rows',
      table: 'rows',
      bucket: 'raw',
      queueUrl: 'https://sqs.example/queue',
    });
  });
});
