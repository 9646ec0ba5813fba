import type { CallAnalysis } from '../call-record.ts';
import type { CallSession, ToolAnswer } from '../call-session.ts';
import type { LocalDate } from './calendar-dates.ts';
import { type Dialogue, type Move, openDialogue, type ToolRequest } from './dialogue.ts';
import { examplesFor, greeting } from './phrases.ts';
import { toolAnswered } from './tool-answers.ts';
import { callerSaid } from './turn.ts';

/** What a person watching the call sees, in order. */
export type RuleAgentEvents = {
  readonly onSaid?: (who: 'agent' | 'caller', text: string) => void;
  readonly onTool?: (tool: ToolRequest, answer: ToolAnswer) => void;
};

export type RuleAgent = {
  /** Answers the phone. */
  greet(): void;
  /** Hears one thing the caller says and reacts: speaks, runs tools over the wire, ends the call. */
  hear(said: string): Promise<void>;
  /** The caller puts the phone down. */
  callerHangsUp(): void;
  isOver(): boolean;
  /** What one may say now. */
  examples(): readonly string[];
};

const analysisOf = ({ bookingId, name, service, notes }: Dialogue): CallAnalysis => ({
  summary:
    bookingId === undefined
      ? 'The caller did not book an appointment.'
      : `${name ?? 'The caller'} booked ${service ?? 'an appointment'}.`,
  sentiment: bookingId === undefined ? 'Neutral' : 'Positive',
  successful: bookingId !== undefined,
  custom: {
    outcome: bookingId === undefined ? 'other' : 'booked',
    customer_name: name ?? '',
    service_requested: service ?? '',
    urgency: /\b(?:urgent|emergency|asap|right away)\b/i.test(notes ?? '') ? 'high' : 'normal',
    callback_requested: false,
  },
});

/** What the agent needs of a call. */
export type RuleAgentCall = Pick<
  CallSession,
  'from' | 'dynamicVariables' | 'opening' | 'agentSays' | 'callerSays' | 'hangUp'
> & {
  tool(name: string, args: unknown): Promise<ToolAnswer>;
};

/** `localToday` is used only when the inbound webhook told the agent nothing. */
export const createRuleAgent = (
  session: RuleAgentCall,
  localToday: LocalDate,
  events: RuleAgentEvents = {},
): RuleAgent => {
  let dialogue = openDialogue(session.dynamicVariables, session.from, localToday);
  let isOver = false;

  const say = (text: string): void => {
    if (text === '') return;
    session.agentSays(text);
    events.onSaid?.('agent', text);
  };

  const perform = async (first: Move): Promise<void> => {
    let move = first;
    for (;;) {
      dialogue = move.dialogue;
      say(move.say);
      if (move.hangUp) {
        isOver = true;
        session.hangUp('agent_hangup', analysisOf(dialogue));
      }
      if (!move.tool) return;
      const answer = await session.tool(move.tool.name, move.tool.args);
      events.onTool?.(move.tool, answer);
      move = toolAnswered(dialogue, move.tool, answer);
    }
  };

  return {
    greet() {
      const hello = session.opening ?? greeting(dialogue);
      dialogue = { ...dialogue, lastSaid: hello };
      say(hello);
    },
    async hear(said) {
      if (isOver) throw new Error('the call is over');
      session.callerSays(said);
      events.onSaid?.('caller', said);
      await perform(callerSaid(dialogue, said));
    },
    callerHangsUp() {
      if (isOver) return;
      isOver = true;
      session.hangUp('user_hangup', analysisOf(dialogue));
    },
    isOver: () => isOver,
    examples: () => examplesFor(dialogue),
  };
};
