import { expect, it } from 'vitest';
import { createCallRecord } from '../../../../scripts/local/vendors/retell/call-record.ts';
import { createCallSteps } from '../../../../scripts/local/vendors/retell/call-steps.ts';
import {
  callFacts,
  callMessage,
  inboundQuestion,
} from '../../../../scripts/local/vendors/retell/wire-call.ts';
import { idsFrom } from '../../../../scripts/local/vendors/vendor-id.ts';
import type { WebhookMessage } from '../../../../scripts/local/vendors/webhook-deliveries.ts';
import { seeded } from '../../../support/seeded.ts';
import { CALLER, NUMBER } from './phone-system.ts';

it('a call taken step by step writes down a tool call, its answer and the end, by the clock and the chance that it is given', () => {
  const agent = { number: NUMBER, agentId: 'agent_1' };
  const clock = { at: 1_000, now: () => clock.at };
  const newId = idsFrom({ int: seeded(1).below });
  const tray: WebhookMessage[] = [];
  const record = createCallRecord(callFacts(agent, { callId: 'call_1', from: CALLER }));
  const announce = (event: Parameters<typeof callMessage>[0]) => void tray.push(callMessage(event, record));
  const steps = createCallSteps({ record, clock, newId, announce });

  const ring = inboundQuestion(agent, { callId: record.id, from: CALLER, atMs: clock.now() });
  steps.connect();
  steps.callerSays('Tomorrow, please.');
  const { toolCallId, body } = steps.askTool('lookup_availability', { date: '2026-11-24' });
  const heard = steps.hearTool(toolCallId, { status: 200, text: '{"ok":true}' });
  steps.hangUp();
  steps.hangUp();

  expect(ring.call_inbound).toMatchObject({ call_id: 'call_1', from_number: CALLER, to_number: NUMBER });
  expect(body.call).toMatchObject({ call_status: 'ongoing' });
  expect(body.call.transcript_with_tool_calls.at(-1)).toMatchObject({ tool_call_id: toolCallId });
  expect(heard).toEqual({ ok: true, result: { ok: true } });
  expect(tray.map(({ type }) => type)).toEqual(['call_started', 'call_ended', 'call_analyzed']);
  const { call } = JSON.parse(tray[2]?.body(1, '') ?? '');
  const roles = call.transcript_with_tool_calls.map(({ role }: { role: string }) => role);
  expect(roles).toEqual(['user', 'tool_call_invocation', 'tool_call_result']);
  expect(toolCallId).toBe(idsFrom({ int: seeded(1).below })('tool_call_', 12));
});
