import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { discard } from '../../scripts/dead-letters/discard.ts';
import { redrive } from '../../scripts/dead-letters/redrive.ts';
import { show } from '../../scripts/dead-letters/show.ts';
import { anEvent, type DeadLettersExample, FEES, RELEASE, startDeadLetters } from './dead-letters-example.ts';

let example: DeadLettersExample;
beforeAll(async () => {
  example = await startDeadLetters();
});
beforeEach(() => example.empty());
afterAll(() => example?.stop());

describe('npm run dead-letters -- show', () => {
  it('shows what each is and leaves the queue as it was', async () => {
    const id = await example.put('DeadLetters', anEvent(1), 'NO_PERMISSIONS');

    await show(example.open, example.say, FEES);

    expect(example.said).toEqual([
      id,
      '    event appointment.booked, id evt_booked1, business biz_austin1, appointment apt_booked1, correlation call_austin',
      expect.stringMatching(
        /^ {4}sent .* UTC, received 1 times?, given up, at first because it never reached its queue \(NO_PERMISSIONS\)$/,
      ),
      '    its body can be read',
      '1 dead letter of charge-booking-fee: booking fees are not charged.',
    ]);
    expect(await example.waiting('DeadLetters')).toEqual({ visible: 1, inFlight: 0 });
  });

  it('shows as many as it is asked for', async () => {
    for (const serial of [1, 2, 3]) await example.put('DeadLetters', anEvent(serial));

    await show(example.open, example.say, FEES, { limit: 2 });

    expect(example.said.filter((line) => line.startsWith('    event'))).toHaveLength(2);
    expect(example.said.at(-1)).toBe(
      '2 of 3 dead letters of charge-booking-fee: booking fees are not charged.',
    );
    expect(await example.waiting('DeadLetters')).toEqual({ visible: 3, inFlight: 0 });
  });

  it('shows nothing personal until it is asked for bodies', async () => {
    const text = { from: { phone_number: '+15125550187' }, text: 'I am Jane Doe' };
    const told = { data: { id: '15125550187', event_type: 'message.received', payload: text } };
    await example.put('DeadLetters', {
      v: 1,
      vendor: 'telnyx',
      receivedAt: '2026-11-23T15:00:00.000Z',
      body: JSON.stringify(told),
    });
    await example.put('DeadLetters', {
      'detail-type': 'Jane Doe',
      detail: { v: 1, name: '+15125550187', id: 'Jane Doe' },
    });
    await example.put('DeadLetters', 'Jane Doe, 15125550187');

    await show(example.open, example.say, FEES);
    const without = example.said.join('\n');
    await show(example.open, example.say, FEES, { withBody: true });

    expect(without).not.toMatch(/Jane|5550187/);
    expect(without).toContain('what telnyx tells: message.received');
    expect(without).toContain('its body cannot be read: not as its vendor shapes it (data.occurred_at)');
    expect(without).toContain('its body cannot be read: no JSON object');
    expect(example.said.join('\n')).toContain('Jane Doe, 15125550187');
  });

  it('fetches a body that was too large for its message', async () => {
    const aside = {
      v: 1,
      vendor: 'stripe',
      receivedAt: '2026-11-23T15:00:00.000Z',
      correlationId: 'stripe:evt_1',
    };
    await example.put('DeadLetters', { ...aside, bodyKey: 'raw/large' });
    await example.put('DeadLetters', { ...aside, bodyKey: 'raw/gone' });

    await show(example.open, example.say, FEES);

    expect(example.said).toContain(
      '    what stripe tells: tax.unknown, id evt_1abcdefgh, correlation stripe:evt_1',
    );
    expect(example.said).toContain(
      '    its body cannot be read: its body is no longer in the bucket, or you may not read it there',
    );
  });
});

describe('what no redrive can help', () => {
  const requestContext = {
    functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Release:$LATEST',
    condition: 'RetriesExhausted',
    approximateInvokeCount: 3,
  };
  const aRun = {
    version: '1.0',
    requestContext,
    requestPayload: { source: 'aws.events', time: '2026-11-23T15:00:00Z' },
    responsePayload: { errorType: 'Error', errorMessage: 'Jane Doe is unknown' },
  };
  const changes = {
    requestContext: {
      ...requestContext,
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Relay',
    },
    DDBStreamBatchInfo: {
      shardId: 'shardId-1',
      approximateArrivalOfFirstRecord: '2026-11-23T15:00:00Z',
      approximateArrivalOfLastRecord: '2026-11-23T15:00:00Z',
      batchSize: 2,
    },
  };

  it.each([
    {
      of: 'a scheduled run that failed',
      body: aRun,
      what: 'a run of 2026-11-23T15:00:00Z that failed with Error (3 attempts, RetriesExhausted), function Release',
      instead: 'the next run takes up what this one left',
    },
    {
      of: 'changes of the table',
      body: changes,
      what: '2 changes of the table of 2026-11-23T15:00:00Z that could not be announced (3 attempts, RetriesExhausted), function Relay',
      instead: 'what these rows announce stays in the due index',
    },
    {
      of: 'a run that never began',
      body: {
        source: 'aws.events',
        'detail-type': 'Scheduled Event',
        time: '2026-11-23T15:00:00Z',
        detail: {},
      },
      what: 'a run of 2026-11-23T15:00:00Z that EventBridge could not start',
      instead: 'the next run takes up what this one left',
    },
  ])('is told in words: $of', async ({ body, what, instead }) => {
    await example.put('Locked', body);

    await show(example.open, example.say, RELEASE);

    expect(example.said[1]).toBe(`    ${what}`);
    expect(example.said[3]).toMatch(new RegExp(`^ {4}Nothing is lost: ${instead}.*then discard this\\.$`));
    expect(example.said.join()).not.toContain('Jane');
  });

  it('is refused with a sentence that says that nothing is lost, and stays', async () => {
    const id = await example.put('Locked', aRun);
    const astray = await example.put('DeadLetters', changes);

    const refusals = [
      redrive(example.open, example.say, example.during, RELEASE),
      redrive(example.open, example.say, example.during, RELEASE, [id]),
      redrive(example.open, example.say, example.during, FEES, [astray]),
    ];

    for (const refusal of refusals)
      await expect(refusal).rejects.toThrow(/cannot help .*Nothing is lost.* discard/);
    expect(await example.waiting('Locked')).toEqual({ visible: 1, inFlight: 0 });
    expect(await example.waiting('DeadLetters')).toEqual({ visible: 1, inFlight: 0 });
  });

  it('can be discarded', async () => {
    const id = await example.put('Locked', changes);

    await discard(example.open, example.say, RELEASE, id);

    expect(await example.waiting('Locked')).toEqual({ visible: 0, inFlight: 0 });
  });
});
