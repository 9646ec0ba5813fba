import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { postSigned } from '../../scripts/local/vendors/retell/signed-post.ts';
import { book, bookingArguments, lookUp, type Offered, useTool } from '../support/agent-tools.ts';
import { type FlowWorld, realStore, startFlowWorld } from '../support/world.ts';

/** Nobody's that was booked for. */
const ELSEWHERE = '+15125550666';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld(undefined, { store: await realStore() });
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

test('a call becomes an appointment that is charged, confirmed by text and told to the owner [V2, P2, B2, N1, N3]', async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  call.callerSays('My furnace is out, could somebody come tomorrow?');

  const [slot] = await lookUp(call);
  const booked = await book(business, call, { slot });
  call.agentSays(booked.result.say);
  call.hangUp();
  await world.atRest();

  const [appointment] = await business.appointments();
  expect(booked.result).toMatchObject({ ok: true, booking_id: appointment?.id, starts_at: slot?.starts_at });
  expect(await business.appointments()).toMatchObject([{ status: 'booked', startsAt: slot?.starts_at }]);
  expect(business.invoices()).toMatchObject([
    { status: 'paid', amountPaidCents: 5000, metadata: { booking_id: appointment?.id } },
  ]);
  expect(business.sentTexts()).toMatchObject([{ to: business.customerPhone, status: 'delivered' }]);
  expect(business.emails()).toMatchObject([{ lastEvent: 'delivered' }]);
  expect(await business.fees()).toMatchObject([{ state: 'charged', invoiceId: business.invoices()[0]?.id }]);
  expect(await business.texts()).toMatchObject([{ state: 'delivered' }]);
  expect(await business.alerts()).toMatchObject([{ state: 'delivered' }]);
  expect(await business.calls()).toMatchObject([
    { id: call.callId, disconnectionReason: 'user_hangup', transcriptKey: expect.any(String) },
  ]);
});

test('all that is decided in a call and after it is on the record of its business, once', async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  await book(business, call);
  call.hangUp();
  await world.atRest();

  const [[appointment], [fee], [text], record] = await Promise.all([
    business.appointments(),
    business.fees(),
    business.texts(),
    business.record(),
  ]);

  const ends = record.filter(({ what }) => what !== 'text.sent');
  expect(ends.map(({ what, subject, to }) => [what, subject, to]).toSorted()).toEqual([
    ['appointment.booked', appointment?.id, appointment?.status],
    ['fee.charged', fee?.id, fee?.state],
    ['text.delivered', text?.id, text?.state],
  ]);
  // A receipt may be faster than the answer that the text was taken.
  expect(record.length - ends.length).toBeLessThanOrEqual(1);
  expect(record.filter(({ actor }) => actor === 'agent')).toMatchObject([{ cause: call.callId }]);
  expect(JSON.stringify(record)).not.toContain(business.customerPhone);
});

test('a text that the caller asks for in the call is the one that the booking sends', async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  const { result } = await book(business, call);

  const answers = await Promise.all(
    [1, 2].map(() => useTool(call, 'send_booking_sms', { booking_id: result.booking_id })),
  );
  call.hangUp();
  await world.atRest();

  expect(answers.map((answer) => answer.result)).toMatchObject([
    { ok: true, queued: true },
    { ok: true, queued: true },
  ]);
  expect(business.sentTexts()).toMatchObject([{ to: business.customerPhone, status: 'delivered' }]);
});

test("F-TEN-5: a text about a booking goes to its customer alone, and another business's booking is not found", async () => {
  const [own, other] = [await world.aBusiness(), await world.aBusiness()];
  const call = await own.call();
  const { result } = await book(own, call);
  const about = { booking_id: result.booking_id };
  const foreign = await other.call();

  const elsewhere = await useTool(call, 'send_booking_sms', { ...about, customer_phone: ELSEWHERE });
  const asked = await useTool(foreign, 'send_booking_sms', about);
  const sent = await useTool(call, 'send_booking_sms', about);
  for (const one of [call, foreign]) one.hangUp();
  await world.atRest();

  expect(elsewhere.result).toMatchObject({ ok: false });
  expect(asked.result).toMatchObject({ ok: false, code: 'appointment_not_found' });
  expect(sent.result).toMatchObject({ ok: true });
  const outbound = world.telnyx.texts().filter(({ direction }) => direction === 'outbound');
  expect(outbound.some(({ to }) => to === ELSEWHERE)).toBe(false);
  expect(other.sentTexts()).toEqual([]);
  expect(own.sentTexts()).toMatchObject([{ to: own.customerPhone }]);
});

test('a call of half an hour is stored with its whole transcript [V3]', async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  const longStory = 'It rattles at night and the pilot light goes out again. '.repeat(12);

  for (let turn = 0; turn < 70; turn += 1) {
    call.callerSays(`${turn}: ${longStory}`);
    call.agentSays('I see. Go on.');
  }
  call.hangUp();
  await world.atRest();

  const told = JSON.stringify({ event: 'call_ended', call: call.call() });
  const [row] = await business.calls();
  const kept = await world.objects.send(
    new GetObjectCommand({ Bucket: world.cloud.outputs.RawBucketName, Key: row?.transcriptKey }),
  );
  expect(told.length).toBeGreaterThan(700_000);
  const written = JSON.parse(String(await kept.Body?.transformToString())) as { text: unknown };
  expect(written.text).toBe(call.call().transcript);
  expect(row).toMatchObject({ id: call.callId, disconnectionReason: 'user_hangup' });
  expect(world.cloud.requests()).toContainEqual(
    expect.objectContaining({ caller: 'webhooks/retell', action: 'PutObject' }),
  );
});

test('two businesses in one deployment never see each other', async () => {
  const [apex, polar] = [await world.aBusiness(), await world.aBusiness()];

  for (const business of [apex, polar]) {
    const call = await business.call();
    await book(business, call);
    call.hangUp();
  }
  await world.atRest();

  for (const [own, other] of [
    [apex, polar],
    [polar, apex],
  ] as const) {
    const strangers = [other.id, other.customerPhone, other.business.numbers[0], other.business.agentIds[0]];
    const told = JSON.stringify([await own.rows(), own.sentTexts(), own.emails(), own.invoices()]);
    expect(await own.appointments()).toMatchObject([{ businessId: own.id, startsAt: expect.any(String) }]);
    expect(strangers.filter((stranger) => told.includes(String(stranger)))).toEqual([]);
  }
});

test('a key that is changed in the middle of a call loses nothing', async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  const slots = await lookUp(call);
  const newKey = 'key_rotated_in_the_middle_of_a_call';
  const { retell } = world.secret;

  await world.cloud.updateSecret({ ...world.secret, retell: { apiKeys: [newKey, ...retell.apiKeys] } });
  // Retell signs with the new key from now on; the containers that are warm have never seen it.
  const { status, text } = await postSigned({
    url: world.agentAddresses(business.id).toolUrl('book_appointment'),
    body: {
      name: 'book_appointment',
      call: call.call(),
      args: bookingArguments(slots[0] as Offered, business.customerPhone),
    },
    apiKey: newKey,
    clock: world.clock,
    timeoutMs: 5_000,
    attempts: 1,
    stopping: new AbortController().signal,
  });
  // What was still on its way is signed with the old one.
  const again = await book(business, call, { slot: slots[0] as Offered });
  call.hangUp();
  await world.atRest();

  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ ok: true });
  expect(again.result).toEqual(JSON.parse(text));
  expect(business.invoices()).toMatchObject([{ status: 'paid' }]);
  expect(await business.calls()).toMatchObject([{ id: call.callId, disconnectionReason: 'user_hangup' }]);
});
