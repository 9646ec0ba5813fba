import { afterAll, beforeAll, expect, test } from 'vitest';
import { closedLoop, createLoadClients, trustLoadClients } from '../../scripts/bench/load-clients.ts';
import { judge } from '../simulation/invariants/judge.ts';
import { liveWitness } from '../simulation/invariants/live-witness.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
  await trustLoadClients(world);
});
afterAll(() => world?.stop());

const CLIENTS = 4;
const LASTS_MS = 4_000;

test('Of callers who book and vendors who report at the same time everybody is told what is so, and every promise is kept', async () => {
  const service = { id: 'estimate', name: 'Estimate', durationMinutes: 30 };
  const given = { services: [service], crews: ['a', 'b'].map((id) => ({ id, name: id })) };
  const businesses = await Promise.all([1, 2, 3].map(() => world.aBusiness(given)));
  const clients = createLoadClients(
    world,
    businesses.map(({ business }) => business),
  );

  await Promise.all([
    closedLoop(CLIENTS, LASTS_MS, clients.call),
    closedLoop(CLIENTS, LASTS_MS, clients.webhook),
  ]);
  clients.hangUp();
  await world.atRest();

  const { heard, acknowledged, refused } = clients;
  const seen = {
    rows: await world.rows(),
    businesses: businesses.map(({ business }) => business),
    heard,
    acknowledged,
  };
  expect(refused).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(CLIENTS);
  expect(
    heard.filter(({ tool, answer }) => tool === 'book_appointment' && answer?.ok).length,
  ).toBeGreaterThan(CLIENTS);
  expect(judge(await liveWitness(world, seen))).toEqual([]);
});

test('What is judged would be found wanting if a booking that was told did not exist', async () => {
  const told = { ok: true, booking_id: 'apt_nowhere', starts_at: '2026-11-24T15:00:00.000Z' };
  const heard = {
    at: 0,
    businessId: 'biz_nowhere',
    callId: 'call_nowhere',
    from: '+15125580001',
    tool: 'book_appointment',
    args: {},
    answer: told,
  };
  const witness = await liveWitness(world, { rows: [], businesses: [], heard: [heard], acknowledged: [] });

  expect(judge(witness).map(({ invariant }) => invariant)).toContain('B2');
});
