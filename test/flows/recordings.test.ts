import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { aBookedCall, ownedCalls } from '../support/owned-calls.ts';
import { type People, peopleOf } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

const HALF_AN_HOUR_MS = 30 * 60_000;

let world: FlowWorld;
let people: People;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

describe('a call that was recorded [V3]', () => {
  it('is heard by its owner, with its turns, its peaks and the moment of its booking', async () => {
    const { business, ask, show, objects } = await ownedCalls(world, people);
    const call = await aBookedCall(world, business);

    const shown = await show(call.callId);
    expect(shown.recording).toMatchObject({ state: 'ready', isHeld: false });
    expect(shown.recording.peaks?.length).toBeGreaterThan(50);
    expect(Math.max(...(shown.recording.peaks ?? []))).toBeGreaterThan(20);
    expect(shown.transcriptTurns.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['agent', 'caller', 'tool']),
    );
    expect(shown.tools).toMatchObject([
      { name: 'lookup_availability' },
      { name: 'book_appointment', answer: 'ok' },
    ]);
    expect(shown.bookedAtMs).toEqual(shown.tools.at(-1)?.atMs);
    expect(shown.bookedAtMs).toBeGreaterThan(0);
    expect(await objects()).toHaveLength(1);

    const played = await ask('POST', `/calls/${call.callId}/recording-plays`);
    expect(played).toMatchObject({ status: 201, body: { url: expect.any(String) } });
    const { url } = played.body as { url: string };
    const whole = await fetch(url);
    const sound = Buffer.from(await whole.arrayBuffer());
    expect(whole.headers.get('content-type')).toBe('audio/wav');
    expect(sound.toString('latin1', 0, 4)).toBe('RIFF');
    expect((sound.length - 44) / 16).toBeCloseTo(shown.recording.durationMs ?? 0, -1);

    const part = await fetch(url, { headers: { range: 'bytes=100-199' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${sound.length}`);
    expect(Buffer.from(await part.arrayBuffer()).equals(sound.subarray(100, 200))).toBe(true);

    const { body } = await ask('GET', '/audit');
    const entries = (body as { items: { what: string; subject: string; seq?: number }[] }).items;
    expect(entries.filter(({ what }) => what === 'recording.played')).toMatchObject([
      { subject: call.callId, actor: expect.stringMatching(/^person:/), seq: expect.any(Number) },
    ]);
  });

  it('is refused to another business, to nobody, and under another address', async () => {
    const { business, at, ask } = await ownedCalls(world, people);
    const call = await aBookedCall(world, business);
    const stranger = await ownedCalls(world, people);
    const path = `/calls/${call.callId}/recording-plays`;

    const elsewhere = await people.api('POST', `${at}${path}`, { token: stranger.token });
    const asTheirs = await stranger.ask('POST', path);
    const nobody = await people.api('POST', `${at}${path}`, {});
    const { url } = (await ask('POST', path)).body as { url: string };
    const unsigned = await fetch(url.split('?')[0] ?? '');
    const swapped = await fetch(url.replace(business.id, stranger.business.id));

    expect(elsewhere).toMatchObject({ status: 404, body: { title: 'business_not_found' } });
    expect(asTheirs).toMatchObject({ status: 404, body: { title: 'call_not_found' } });
    expect(nobody.status).toBe(401);
    expect([unsigned.status, swapped.status]).toEqual([403, 403]);
  });

  it('says so where the vendor has it no more', async () => {
    const { business, ask, show, objects, signInAgain } = await ownedCalls(world, people);
    const call = await business.call();
    call.callerSays('Hello?');
    await world.cloud.functions.pause('workers/copy-recording');
    call.hangUp();
    world.retell.forgetRecording(call.callId);
    await eventually('the recording to be heard of', async () =>
      expect((await show(call.callId)).recording).toMatchObject({ state: 'waiting' }),
    );
    // Before that it might only be late.
    world.clock.passTo(world.clock.now() + HALF_AN_HOUR_MS);
    await signInAgain();
    world.cloud.functions.resume('workers/copy-recording');
    await world.atRest();

    expect((await show(call.callId)).recording).toMatchObject({ state: 'gone', because: 'not_kept' });
    expect(await ask('POST', `/calls/${call.callId}/recording-plays`)).toMatchObject({
      status: 404,
      body: { title: 'recording_not_found' },
    });
    expect(await objects()).toEqual([]);
  });
});

describe('a recording whose time is over [V3]', () => {
  /** As if it had been copied a year ago. */
  const age = async (businessId: string, callId: string): Promise<void> => {
    const past = new Date(world.clock.now() - 60_000).toISOString();
    await world.table.db.send(
      new UpdateCommand({
        TableName: world.table.name,
        Key: { pk: `BIZ#${businessId}#CALLS`, sk: `${callId}#AUDIO` },
        UpdateExpression: 'SET keptUntil = :past, duePk = :shard, dueSk = :at',
        ExpressionAttributeValues: {
          ':past': past,
          ':shard': `DUE#${new Date(world.clock.now()).toISOString().slice(0, 16)}`,
          ':at': `${new Date(world.clock.now()).toISOString()}#${callId}`,
        },
      }),
    );
  };

  it('goes, unless an owner holds it', async () => {
    const { business, ask, show, objects } = await ownedCalls(world, people);
    const [held, other] = [await aBookedCall(world, business), await business.call()];
    other.callerSays('Hello?');
    other.hangUp();
    await world.atRest();
    const hold = `/calls/${held.callId}/recording/hold`;
    const wanted = { held: true, reason: 'A dispute about the visit.' };
    const noHold = { held: false, reason: 'Nobody held it.' };
    expect(await ask('PUT', hold, noHold)).toMatchObject({ status: 200, body: { isHeld: false } });
    expect((await business.rows()).filter(({ sk }) => String(sk).endsWith('#HOLD'))).toEqual([]);
    expect(await ask('PUT', hold, wanted)).toMatchObject({ status: 200, body: { isHeld: true } });
    expect(await ask('PUT', hold, wanted)).toMatchObject({ status: 200, body: { isHeld: true } });
    for (const { callId } of [held, other]) await age(business.id, callId);

    await world.letPass(2);
    await world.workersIdle();

    expect((await show(other.callId)).recording).toMatchObject({ state: 'expired' });
    expect((await show(held.callId)).recording).toMatchObject({
      state: 'ready',
      isHeld: true,
      heldBecause: wanted.reason,
    });
    expect(await objects()).toEqual([expect.stringContaining(held.callId)]);

    await ask('PUT', hold, { held: false, reason: 'It is settled.' });
    expect((await show(held.callId)).recording).toMatchObject({ state: 'expired', isHeld: false });
    await age(business.id, held.callId);
    await world.letPass(2);
    await world.atRest();

    expect(await objects()).toEqual([]);
    expect(await ask('PUT', hold, wanted)).toMatchObject({
      status: 404,
      body: { title: 'recording_not_found' },
    });
  });
});

describe('what people say of a call [O9]', () => {
  it('is a mark, and feedback that is to be looked at until it is done', async () => {
    const { business, ask, show } = await ownedCalls(world, people);
    const call = await aBookedCall(world, business);
    const at = `/calls/${call.callId}`;

    expect(await ask('PUT', `${at}/mark`, { mark: 'test' })).toMatchObject({
      status: 200,
      body: { mark: 'test' },
    });
    const rated = await ask('PUT', `${at}/feedback`, { rating: 'bad', words: 'It was rude.' });
    expect(rated).toMatchObject({ status: 200, body: { rating: 'bad', isDone: false } });
    expect((await ask('GET', '/feedback?open=true')).body).toMatchObject({
      items: [{ callId: call.callId, feedback: { words: 'It was rude.' } }],
    });
    expect(await show(call.callId)).toMatchObject({ mark: 'test', feedback: { rating: 'bad' } });

    await ask('PUT', `${at}/feedback`, { rating: 'bad', words: 'It was rude.', done: true });
    await ask('PUT', `${at}/mark`, { mark: null });

    expect((await ask('GET', '/feedback?open=true')).body).toEqual({ items: [] });
    expect((await ask('GET', '/feedback?open=false')).body).toMatchObject({
      items: [{ callId: call.callId }],
    });
    expect(await show(call.callId)).not.toHaveProperty('mark');
    expect(await ask('PUT', '/calls/call_nobodys/mark', { mark: 'spam' })).toMatchObject({
      status: 404,
      body: { title: 'call_not_found' },
    });
  });

  it('stands in the list of calls, which can be searched', async () => {
    const { business, ask } = await ownedCalls(world, people);
    const booked = await aBookedCall(world, business);
    const other = await business.call({ from: '+15125550999' });
    other.callerSays('What are your hours?');
    other.hangUp();
    await world.atRest();
    await ask('PUT', `/calls/${other.callId}/mark`, { mark: 'spam' });
    const found = async (query: string) => {
      const { items } = (await ask('GET', `/calls?${query}`)).body as { items: { id: string }[] };
      return items.map(({ id }) => id);
    };

    expect((await ask('GET', '/calls')).body).toMatchObject({
      items: [
        { id: other.callId, mark: 'spam', hasRecording: true },
        { id: booked.callId, outcome: 'booked', hasRecording: true },
      ],
    });
    expect(await found('outcome=booked')).toEqual([booked.callId]);
    expect(await found('words=555-0999')).toEqual([other.callId]);
    expect(await found('words=nothing-like-it')).toEqual([]);
    expect(await ask('GET', '/calls?outcome=lost')).toMatchObject({ status: 422 });
  });
});
