import type { NewId } from '../vendor-id.ts';
import type { Clock } from '../vendor-model.ts';
import type { CallAnalysis, CallRecord, DisconnectionReason } from './call-record.ts';
import { parsed } from './parsed.ts';
import { type CallEvent, newToolCallId, toolQuestion } from './wire-call.ts';

/** Longer answers never reach the model. */
const MOST_CHARACTERS = 15_000;

type Steps = {
  readonly record: CallRecord;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Tells of the call, as it is at that moment. */
  readonly announce: (event: CallEvent) => void;
};

/** A call step by step, without the questions' way to us and back. Throws for talk on a line that is not up. */
export const createCallSteps = ({ record, clock, newId, announce }: Steps) => {
  const { transcript } = record;
  const mustBeLive = (): void => {
    if (!record.isConnected() || record.isOver()) throw new Error(`call ${record.id} is not connected`);
  };
  const say = (role: 'agent' | 'user', text: string): void => {
    mustBeLive();
    transcript.say(role, text, record.elapsedSeconds(clock.now()));
  };

  return {
    /** The line is up: `call_started`. */
    connect(): void {
      record.connect(clock.now());
      announce('call_started');
    },
    agentSays: (text: string): void => say('agent', text),
    callerSays: (text: string): void => say('user', text),
    /** Notes that a tool is called. `body`: what is to be posted, at every attempt the same. */
    askTool(name: string, args: unknown, toolCallId = newToolCallId(newId)) {
      mustBeLive();
      transcript.invoke(toolCallId, name, args);
      return { toolCallId, body: toolQuestion(record, name, args) };
    },
    /** Notes what came back, or that nothing did. `ok`: a 2xx; whether it agreed is in the result. */
    hearTool(toolCallId: string, { status, text }: { status: number | undefined; text: string }) {
      const ok = status !== undefined && status >= 200 && status < 300;
      const content = text.slice(0, MOST_CHARACTERS);
      transcript.result(toolCallId, content, ok);
      return { ok, result: parsed(content) };
    },
    /** Ends the call: `call_ended`, then `call_analyzed`. A second time it does nothing. */
    hangUp(reason: DisconnectionReason = 'user_hangup', analysis: CallAnalysis = {}): void {
      if (record.isOver()) return;
      record.end(clock.now(), reason);
      announce('call_ended');
      record.analyse(analysis);
      announce('call_analyzed');
    },
  };
};

export type CallSteps = ReturnType<typeof createCallSteps>;
