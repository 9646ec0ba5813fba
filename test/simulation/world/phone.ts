import type { Business } from '../../../functions/domain/business/business.ts';
import { type CallRecord, createCallRecord } from '../../../scripts/local/vendors/retell/call-record.ts';
import { retellSignatureHeader } from '../../../scripts/local/vendors/retell/signature.ts';
import {
  type CallEvent,
  callFacts,
  callMessage,
  inboundQuestion,
  toolQuestion,
} from '../../../scripts/local/vendors/retell/wire-call.ts';
import type { Edge } from '../cloud/edge.ts';
import type { Chance } from '../kernel/chance.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { WebhookDeliveries } from '../vendors/webhooks.ts';

/** What somebody on the line was told, or that they were told nothing. */
export type Heard = {
  readonly at: number;
  readonly askedAt: number;
  readonly businessId: string;
  readonly callId: string;
  readonly from: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Whether anything went wrong anywhere while it was asked. */
  readonly isTroubled: boolean;
  /** undefined: no answer in time, or they had hung up. */
  readonly answer: Told | undefined;
};

export type Told = {
  readonly ok: boolean;
  readonly say?: string;
  readonly code?: string;
  readonly slots?: readonly Slot[];
  readonly booking_id?: string;
  readonly starts_at?: string;
  readonly confirmation_code?: string;
};

export type Slot = { readonly slot_id: string; readonly starts_at: string };

export type Call = {
  readonly id: string;
  readonly from: string;
  /** Milliseconds since 1970. */
  readonly answeredAt: number;
  lookUp(wish?: Readonly<Record<string, unknown>>): Promise<readonly Slot[]>;
  /** undefined: nothing was heard. */
  book(slot: Slot, differing?: Readonly<Record<string, unknown>>): Promise<Told | undefined>;
  askForText(bookingId: string): Promise<Told | undefined>;
  tool(name: string, args: Readonly<Record<string, unknown>>): Promise<Told | undefined>;
  isOver(): boolean;
  hangUp(reason?: string): void;
};

export type PhoneSystem = {
  readonly kernel: Kernel;
  readonly chance: Chance;
  readonly edge: Edge;
  readonly deliveries: WebhookDeliveries;
  /** The key that Retell signs with now. */
  readonly apiKey: () => string;
  readonly onHeard: (heard: Heard) => void;
};

/** Retell waits so long for a tool, and asks once more. */
const TOOL_PATIENCE_MS = 5_000;
const TOOL_ATTEMPTS = 2;
const RING_PATIENCE_MS = 10_000;

const signed = (key: string, rawBody: string, atMs: number) => ({
  'content-type': 'application/json',
  'x-retell-signature': retellSignatureHeader(key, rawBody, atMs),
});

const parsed = (body: string): Told | undefined => {
  try {
    return JSON.parse(body) as Told;
  } catch {
    return undefined;
  }
};

const greetingIn = (body: string): { readonly greeting?: string } =>
  (
    JSON.parse(body) as {
      readonly call_inbound: { readonly dynamic_variables: { readonly greeting?: string } };
    }
  ).call_inbound.dynamic_variables;

/** Calls as Retell carries them: the ringing, the tools in between, the end and its reports. */
export const createPhone = (system: PhoneSystem, business: Business) => {
  const { kernel, chance, edge, deliveries, onHeard } = system;
  const agent = {
    number: business.numbers[0] ?? '',
    agentId: business.agentIds[0] ?? '',
    agentName: business.name,
  };

  const post = (path: string, body: object, patienceMs: number) => {
    const rawBody = JSON.stringify(body);
    return edge.post(path, rawBody, signed(system.apiKey(), rawBody, kernel.now), patienceMs);
  };

  const report = (event: CallEvent, record: CallRecord): void =>
    deliveries.send('retell', '/webhooks/retell', callMessage(event, record), (rawBody, _id, at) =>
      signed(system.apiKey(), rawBody, at),
    );

  /** What the agent is given to say first. */
  const hearRinging = async (callId: string, from: string, question: object): Promise<void> => {
    const faultsBefore = kernel.faultCount;
    const askedAt = kernel.now;
    const answer = await post(`/voice/${business.id}/inbound`, question, RING_PATIENCE_MS);
    const { greeting } = answer && answer.status < 300 ? greetingIn(answer.body) : {};
    onHeard({
      at: kernel.now,
      askedAt,
      businessId: business.id,
      callId,
      from,
      tool: 'inbound',
      isTroubled: kernel.faultCount > faultsBefore,
      args: {},
      answer: greeting === undefined ? undefined : { ok: true, say: greeting },
    });
  };

  const sessionOf = (record: CallRecord, from: string): Call => {
    const answeredAt = kernel.now;
    let toolCalls = 0;

    const ask = async (
      name: string,
      args: Readonly<Record<string, unknown>>,
      toolCallId: string,
    ): Promise<Told | undefined> => {
      for (let attempt = 1; attempt <= TOOL_ATTEMPTS; attempt += 1) {
        const path = `/voice/${business.id}/tools/${name}`;
        const answer = await post(path, toolQuestion(record, name, args), TOOL_PATIENCE_MS);
        if (answer && answer.status < 300) {
          if (!record.isOver()) record.transcript.result(toolCallId, answer.body, true);
          return parsed(answer.body);
        }
      }
      return undefined;
    };

    const tool = async (name: string, args: Readonly<Record<string, unknown>>) => {
      toolCalls += 1;
      const toolCallId = `tool_call_${record.id}_${toolCalls}`;
      record.transcript.invoke(toolCallId, name, args);
      const faultsBefore = kernel.faultCount;
      const askedAt = kernel.now;
      // A model that calls twice at once, under two ids.
      const isDoubled = kernel.mishap(0.03);
      const hear = async (id: string): Promise<Told | undefined> => {
        const told = await ask(name, args, id);
        const answer = record.isOver() ? undefined : told;
        kernel.note(
          () =>
            `caller ${from} in ${record.id} asks ${name} ${JSON.stringify(args)} and hears ${JSON.stringify(answer)}`,
        );
        onHeard({
          at: kernel.now,
          askedAt,
          businessId: business.id,
          callId: record.id,
          from,
          tool: name,
          isTroubled: kernel.faultCount > faultsBefore,
          args,
          answer,
        });
        return answer;
      };
      // Of two answers both are true to whoever hears them; the conversation goes on from the first one's.
      const [answer] = await Promise.all([hear(toolCallId), ...(isDoubled ? [hear(`${toolCallId}b`)] : [])]);
      return answer;
    };

    return {
      id: record.id,
      from,
      answeredAt,
      tool,
      async lookUp(wish = {}) {
        const service = business.services[0]?.name ?? '';
        const told = await tool('lookup_availability', { service, ...wish });
        return told?.slots ?? [];
      },
      book: (slot, differing = {}) =>
        tool('book_appointment', {
          slot_id: slot.slot_id,
          service: business.services[0]?.name ?? '',
          customer_name: 'Dana Reyes',
          customer_phone: from,
          address: '12 Oak St, Austin',
          ...differing,
        }),
      askForText: (bookingId) => tool('send_booking_sms', { booking_id: bookingId }),
      isOver: record.isOver,
      hangUp(reason = 'user_hangup') {
        if (record.isOver()) return;
        record.end(kernel.now, reason);
        report('call_ended', record);
        record.analyse({});
        report('call_analyzed', record);
      },
    };
  };

  return {
    /** Rings, is answered, and says what was said on the way; a web call is somebody trying the agent out. */
    async dial(from: string, callType: 'phone_call' | 'web_call' = 'phone_call'): Promise<Call> {
      const callId = `call_${business.id}_${kernel.now}_${chance.int(1_000_000)}`;
      const record = createCallRecord(callFacts(agent, { callId, from, callType }));
      if (callType === 'phone_call') {
        const question = inboundQuestion(agent, { callId, from, atMs: kernel.now });
        await hearRinging(callId, from, question);
      }
      record.connect(kernel.now);
      report('call_started', record);
      await kernel.wait(chance.between(500, 4_000));
      record.transcript.say('agent', 'How can I help?', 1);
      record.transcript.say('user', 'I need an appointment.', 3);
      return sessionOf(record, from);
    },
  };
};

export type Phone = ReturnType<typeof createPhone>;
