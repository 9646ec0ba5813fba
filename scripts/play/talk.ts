import { createInterface } from 'node:readline';
import type { Business } from '../../functions/domain/business/business.ts';
import { createRuleAgent } from '../local/vendors/retell/rule-agent/rule-agent.ts';
import { createCallScreen } from './call-screen.ts';
import { phoneForEyes } from './paint.ts';
import type { Place } from './place.ts';
import { answerInShort } from './stage-print.ts';
import { watchEffects } from './watch-effects.ts';
import { wallAt } from './zone-time.ts';

/** Effects come within a second or two; a machine under load may need longer. */
const QUIET_MS = 2_000;
const AT_MOST_MS = 15_000;
const HANG_UP = /^\s*(?:hang up|\/quit|\/hangup)\s*$/i;

/** Lets the person at the keyboard phone the business, until either side hangs up. Answers the call's id. */
export const talk = async (place: Place, business: Business, from: string): Promise<string> => {
  const screen = createCallScreen();
  const watch = await watchEffects(place, business, screen.happened);
  screen.note(
    `You are ${phoneForEyes(from)} and call ${business.name}. Type what you say; Ctrl-D or “hang up” ends the call.`,
  );

  const session = await place.retell.placeCall({ from, to: business.messaging.from });
  screen.happened(`inbound webhook ${session.inbound?.ms ?? 0} ms`);
  const today = wallAt(business.zone, place.clock.now()).slice(0, 10);
  const agent = createRuleAgent(session, today, {
    onSaid: (who, text) => (who === 'agent' ? screen.agent(text) : screen.caller(text)),
    onTool: ({ name }, answer) => screen.happened(`${name} ${answer.ms} ms → ${answerInShort(answer)}`),
  });
  agent.greet();

  const keyboard = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: 'You: ',
    terminal: process.stdin.isTTY === true && process.stdout.isTTY === true,
  });
  keyboard.on('SIGINT', () => keyboard.close());
  const ask = (): void => {
    screen.hint(agent.examples());
    screen.typing(keyboard);
    if (process.stdin.isTTY) keyboard.prompt();
  };
  ask();
  for await (const line of keyboard) {
    screen.typing(undefined);
    if (HANG_UP.test(line)) break;
    if (line.trim() !== '') await agent.hear(line.trim());
    if (agent.isOver()) break;
    ask();
  }
  screen.typing(undefined);
  keyboard.close();
  agent.callerHangsUp();
  screen.note('The call is over.');
  await watch.quiet(QUIET_MS, AT_MOST_MS);
  return session.callId;
};
