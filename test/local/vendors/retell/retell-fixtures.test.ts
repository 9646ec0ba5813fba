import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../../scripts/local/clock.ts';
import { type Retell, startRetell } from '../../../../scripts/local/vendors/retell/retell.ts';
import { type Heard, startListener } from './listening.ts';

const FIXTURES = fileURLToPath(new URL('../../../../../shared/fixtures/retell/', import.meta.url));
const areFixturesHere = existsSync(FIXTURES);
const suite = areFixturesHere
  ? 'compared with the recorded payloads'
  : 'compared with the recorded payloads (skipped: no ../shared/fixtures/retell beside this repository)';

/** Names that a business or a prompt chooses: their keys are not Retell's. */
const OPEN = new Set([
  'metadata',
  'retell_llm_dynamic_variables',
  'custom_analysis_data',
  'args',
  'custom_sip_headers',
]);

/** Every key path with the kind of its value; array elements are folded by role. */
const shapeOf = (value: unknown, path = ''): string[] => {
  if (Array.isArray(value)) {
    return value.flatMap((item) => shapeOf(item, `${path}[${(item as { role?: string })?.role ?? ''}]`));
  }
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([key, inner]) =>
    OPEN.has(key) ? [`${path}.${key}: open`] : shapeOf(inner, `${path}.${key}`),
  );
};
const sortedShape = (value: unknown): string[] => [...new Set(shapeOf(value))].sort();
const recorded = (name: string): unknown => JSON.parse(readFileSync(`${FIXTURES}${name}.json`, 'utf8'));

describe.skipIf(!areFixturesHere)(suite, () => {
  let retell: Retell;
  let api: Awaited<ReturnType<typeof startListener>>;
  const sent = (path: string, event?: string): Heard | undefined =>
    api.heard.find((heard) => heard.path === path && (event === undefined || heard.body.event === event));

  beforeAll(async () => {
    api = await startListener(({ path }) =>
      path === '/inbound'
        ? { body: recorded('call_inbound.response') }
        : path === '/events'
          ? undefined
          : { body: recorded('tool.lookup_availability.response') },
    );
    retell = await startRetell({ clock: createLocalClock(), apiKeys: ['key'] });
    retell.addNumber({
      number: '+15125550142',
      agentId: 'agent_5f0c1b7e2d9a4c63b8e1f7a2d4',
      inboundWebhookUrl: `${api.url}/inbound`,
      webhookUrl: `${api.url}/events`,
      toolUrl: (name) => `${api.url}/${name}`,
    });
    const call = await retell.placeCall({ from: '+15125550187', to: '+15125550142' });
    call.agentSays('How can I help?');
    call.callerSays('My furnace stopped working.');
    await call.tool('lookup_availability', { service: 'furnace repair' });
    call.agentSays('I have nine or eleven.');
    call.callerSays('Nine please.');
    await call.tool('book_appointment', { slot_id: 'x' });
    await call.tool('send_booking_sms', { booking_id: 'x' });
    call.agentSays('Goodbye.');
    call.hangUp('agent_hangup');
    retell.missCall({ from: '+15125550187', to: '+15125550142', callId: 'call_missed' });
    await retell.webhooks.idle();
  });
  afterAll(async () => {
    await retell.stop();
    await api.stop();
  });

  it.each([
    { path: '/inbound', fixture: 'call_inbound.request' },
    { path: '/events', event: 'call_started', fixture: 'call_started' },
    { path: '/lookup_availability', fixture: 'tool.lookup_availability.request' },
    { path: '/book_appointment', fixture: 'tool.book_appointment.request' },
    { path: '/send_booking_sms', fixture: 'tool.send_booking_sms.request' },
  ])('$fixture has the same keys', ({ path, event, fixture }) => {
    const theirs = new Set(sortedShape(recorded(fixture)));
    const ours = sortedShape(sent(path, event)?.body);
    const missing = [...theirs].filter((entry) => !ours.includes(entry));
    const invented = ours.filter((entry) => !theirs.has(entry) && !entry.includes('tool_call_result'));

    expect({ missing, invented }).toEqual({ missing: [], invented: [] });
  });

  it.each([{ event: 'call_ended' }, { event: 'call_analyzed' }])('$event has the same keys', ({ event }) => {
    expect(sortedShape(sent('/events', event)?.body)).toEqual(sortedShape(recorded(event)));
  });

  it('a call that did not connect has the same keys, but for what the inbound webhook would have said', () => {
    const ended = api.heard.find(({ body }) => body.call?.call_id === 'call_missed');
    const told = /\.(metadata|retell_llm_dynamic_variables): open$/;
    const theirs = sortedShape(recorded('call_ended.not_connected')).filter((entry) => !told.test(entry));

    expect(sortedShape(ended?.body)).toEqual(theirs);
  });
});
