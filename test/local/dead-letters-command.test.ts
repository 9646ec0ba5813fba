import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { discard } from '../../scripts/dead-letters/discard.ts';
import { findPlace } from '../../scripts/dead-letters/find-place.ts';
import { list } from '../../scripts/dead-letters/list.ts';
import { redrive } from '../../scripts/dead-letters/redrive.ts';
import { show } from '../../scripts/dead-letters/show.ts';
import { oneSentence } from '../../scripts/stage/one-sentence.ts';
import { operate } from '../../scripts/stage/operate.ts';
import { eventually } from '../support/eventually.ts';
import { anEvent, type DeadLettersExample, FEES, RELEASE, startDeadLetters } from './dead-letters-example.ts';

let example: DeadLettersExample;
beforeAll(async () => {
  example = await startDeadLetters();
});
beforeEach(() => example.empty());
afterAll(() => example?.stop());

const DAY_MS = 86_400_000;

describe('npm run dead-letters', () => {
  it('lists what customers lose, how many wait and since when', async () => {
    await example.put('DeadLetters', anEvent(1));
    await example.put('DeadLetters', anEvent(2));

    await list(example.open, example.say, { now: Date.now() + 2 * DAY_MS + 3_600_000 });

    expect(example.said).toEqual([
      expect.stringMatching(
        /^charge-booking-fee: 2 wait, the oldest for 2 d 1 h \(kept until \d{4}-.* UTC\)$/,
      ),
      '    booking fees are not charged',
      '    docs/runbooks/workers-charge-booking-fee.md#dead-letters',
      'release-due: empty',
      '    reminders are not sent',
      '2 dead letters in 1 of 2 queues.',
    ]);
    expect(await example.waiting('DeadLetters')).toEqual({ visible: 2, inFlight: 0 });
  });

  it('lists the same as JSON', async () => {
    await example.put('DeadLetters', anEvent(1));

    await list(example.open, example.say, { json: true, now: Date.now() + 5000 });

    expect(JSON.parse(example.said.join('\n'))).toEqual({
      place: 'the example',
      total: 1,
      queues: [
        {
          name: FEES,
          impact: 'booking fees are not charged',
          runbook: 'docs/runbooks/workers-charge-booking-fee.md#dead-letters',
          waiting: 1,
          oldestSentAt: expect.stringMatching(/Z$/),
          oldestSeconds: expect.any(Number),
          maybeOlder: false,
        },
        {
          name: RELEASE,
          impact: 'reminders are not sent',
          runbook: 'docs/runbooks/schedules-release-due.md#dead-letters',
          waiting: 0,
        },
      ],
    });
  });

  it('says so when there are none', async () => {
    await list(example.open, example.say);
    await show(example.open, example.say, FEES);
    await redrive(example.open, example.say, example.during, FEES);

    expect(example.said.slice(-3)).toEqual([
      'No dead letters in 2 queues.',
      'Nothing waits in the dead letters of charge-booking-fee.',
      'Nothing waits in the dead letters of charge-booking-fee.',
    ]);
  });

  it('gives all back to the queue where they failed', async () => {
    for (const serial of [31, 32, 33]) await example.put('DeadLetters', anEvent(serial));

    await redrive(example.open, example.say, example.during, FEES);

    expect(example.progress.at(-1)).toBe('Moving the dead letters of charge-booking-fee back: 3 of 3');
    expect(example.said).toEqual([
      '3 messages back in the queue of charge-booking-fee; what fails again is a dead letter again after five tries.',
    ]);
    await eventually('the worker to have them', () => expect(example.worked('evt_booked3')).toHaveLength(3));
    expect(await example.waiting('DeadLetters')).toEqual({ visible: 0, inFlight: 0 });
  });

  it('gives one back by its id and leaves the others', async () => {
    await example.put('DeadLetters', anEvent(4));
    const id = await example.put('DeadLetters', anEvent(5));

    await redrive(example.open, example.say, example.during, FEES, [id, id]);

    expect(example.said[0]).toBe(`moved back ${id}: event appointment.booked`);
    await eventually('the worker to have it', () => expect(example.worked('evt_booked5')).toHaveLength(1));
    expect(await example.waiting('DeadLetters')).toEqual({ visible: 1, inFlight: 0 });
    expect(example.worked('evt_booked4')).toEqual([]);
  });

  it('moves none of several when one is not there', async () => {
    const id = await example.put('DeadLetters', anEvent(6));

    await expect(redrive(example.open, example.say, example.during, FEES, [id, 'nothing'])).rejects.toThrow(
      'No dead letter here has the id nothing',
    );

    expect(await example.waiting('DeadLetters')).toEqual({ visible: 1, inFlight: 0 });
  });

  it.each([
    { before: 'SendMessage', worked: 0, serial: 61 },
    { before: 'DeleteMessage', worked: 1, serial: 62 },
  ])('loses none when it breaks off before $before', async ({ before, worked, serial }) => {
    const id = await example.put('DeadLetters', anEvent(serial));
    example.failNext(before);

    const broken = redrive(example.open, example.say, example.during, FEES, [id]);

    await expect(broken).rejects.toThrow();
    await eventually('the worker to have what was sent', () =>
      expect(example.worked(`evt_booked${serial}`)).toHaveLength(worked),
    );
    expect(await example.waiting('DeadLetters')).toEqual({ visible: 1, inFlight: 0 });
  });

  it('discards one by its id after it said what it was', async () => {
    await example.put('DeadLetters', anEvent(7));
    const id = await example.put('DeadLetters', anEvent(8));

    await discard(example.open, example.say, FEES, id);

    expect(example.said[1]).toContain('event appointment.booked, id evt_booked8');
    expect(example.said.at(-1)).toBe(`discarded ${id}`);
    expect(await example.waiting('DeadLetters')).toEqual({ visible: 1, inFlight: 0 });
  });

  it('names the queues there are to who asks for another', async () => {
    for (const task of [
      show(example.open, example.say, 'fees'),
      redrive(example.open, example.say, example.during, 'Example-DeadLetters'),
    ])
      await expect(task).rejects.toThrow('there are those of charge-booking-fee, release-due.');
  });

  it.each([
    [{ stage: 'local' }, 'There is no stage "local": the stages are dev, staging, prod.'],
    [{ stage: 'production' }, 'There is no stage "production"'],
  ])('says in a sentence what is wrong with %j', async ({ stage }, sentence) => {
    await expect(findPlace(stage)).rejects.toThrow(sentence);
  });

  it('says in one sentence what AWS or the network says in many lines or in none', () => {
    const refused = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });

    expect(oneSentence(refused)).toBe('ECONNREFUSED.');
    expect(oneSentence(new Error('Unexpected token\n  Deserialization error: see'))).toBe(
      'Unexpected token.',
    );
    expect(oneSentence(new Error('It is gone.'))).toBe('It is gone.');
  });
});

describe("an operator's command", () => {
  const operated = async (fails: 'asked' | 'run' | 'nowhere', help?: string) => {
    const did: string[] = [];
    const failing = (step: string): void => {
      did.push(step);
      if (step === fails) throw new Error(`No ${step}\n  in many lines`);
    };
    const told = vi.spyOn(console, 'error').mockImplementation((line) => void did.push(String(line)));
    const said = vi.spyOn(console, 'log').mockImplementation((line) => void did.push(String(line)));
    const before = process.exitCode;
    try {
      await operate({
        help,
        asked() {
          failing('asked');
          return { title: 'Letters of', run: async () => failing('run') };
        },
        findPlace: async () => ({ name: 'here' }),
        open: () => ({ close: () => void did.push('closed') }),
      });
      return { did, exitCode: process.exitCode };
    } finally {
      process.exitCode = before;
      told.mockRestore();
      said.mockRestore();
    }
  };

  it('closes what it opened, and fails with one sentence', async () => {
    const { did, exitCode } = await operated('run');

    expect(did).toEqual([
      'asked',
      expect.stringContaining('Letters of here'),
      'run',
      'closed',
      expect.anything(),
    ]);
    expect(did.at(-1)).toContain('No run.');
    expect(did.at(-1)).not.toContain('many lines');
    expect(exitCode).toBe(1);
  });

  it('reaches nothing where it was asked for nothing that it knows', async () => {
    const { did, exitCode } = await operated('asked');

    expect(did).toEqual(['asked', expect.stringContaining('No asked.')]);
    expect(exitCode).toBe(1);
  });

  it('says its help and does nothing else', async () => {
    expect((await operated('nowhere', 'How it goes')).did).toEqual(['How it goes']);
  });
});
