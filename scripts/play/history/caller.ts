import {
  createRuleAgent,
  type RuleAgent,
  type RuleAgentCall,
  type RuleAgentEvents,
} from '../../local/vendors/retell/rule-agent/rule-agent.ts';
import type { Person } from './people.ts';
import type { Wish } from './wishes.ts';

/** Nobody talks for ever. */
const MOST_TURNS = 14;

/** What somebody says to the agent's latest question. undefined: they put the phone down. */
const answerTo = (question: string, { name, phone, address }: Person, wish: Wish): string | undefined => {
  if (/goodbye/i.test(question)) return undefined;
  if (wish.means === 'sells') return undefined;
  const isQuestion = (pattern: RegExp): boolean => pattern.test(question);
  if (isQuestion(/Shall I take a message|leave a message/))
    return wish.means === 'leaves-message' ? 'Yes.' : 'No, thanks.';
  if (isQuestion(/tell me your message/)) return `This is ${name}. Please call me back at ${phone.slice(2)}.`;
  if (isQuestion(/anything else|Is there more/i)) return "No, that's all. Thank you!";
  if (isQuestion(/your name/i)) return `${name}`;
  if (isQuestion(/best one to reach you|Is that right/i)) return 'Yes.';
  if (isQuestion(/best phone number/i)) return phone.slice(2);
  if (isQuestion(/address/i)) return address;
  if (isQuestion(/text you/i)) return 'Yes, please.';
  if (wish.means === 'looks' || wish.means === 'asks') return 'Thank you, I will think about it. Goodbye.';
  if (isQuestion(/Which (?:would you like|works for you)/i)) return 'The first one, please.';
  if (isQuestion(/Shall I book|would you like/i)) return 'Yes, please.';
  if (isQuestion(/day and time/i)) return 'As soon as possible.';
  return wish.says;
};

/** Talks with the agent as somebody would who wants this, until either of them hangs up. */
export const talkAs = async (
  agent: RuleAgent,
  lastSaid: () => string,
  person: Person,
  wish: Wish,
): Promise<void> => {
  let says: string | undefined = wish.says;
  for (let turn = 0; turn < MOST_TURNS && says !== undefined && !agent.isOver(); turn += 1) {
    await agent.hear(says);
    says = answerTo(lastSaid(), person, wish);
  }
  agent.callerHangsUp();
};

/** A whole call: the rule-based agent answers, and somebody talks with it who wants this. `today`: at the business. */
export const callAs = async (
  call: RuleAgentCall,
  today: string,
  person: Person,
  wish: Wish,
  events: RuleAgentEvents = {},
): Promise<void> => {
  let lastSaid = '';
  const agent = createRuleAgent(call, today, {
    ...events,
    onSaid(who, text) {
      if (who === 'agent') lastSaid = text;
      events.onSaid?.(who, text);
    },
  });
  agent.greet();
  await talkAs(agent, () => lastSaid, person, wish);
};
