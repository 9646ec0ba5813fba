import type {
  Dialogue,
  Move,
  ToolRequest,
} from '../../../scripts/local/vendors/retell/rule-agent/dialogue.ts';
import { openDialogue } from '../../../scripts/local/vendors/retell/rule-agent/dialogue.ts';
import { type Answer, toolAnswered } from '../../../scripts/local/vendors/retell/rule-agent/tool-answers.ts';
import { callerSaid } from '../../../scripts/local/vendors/retell/rule-agent/turn.ts';

export const VARIABLES = {
  business_name: 'Apex Heating & Air',
  business_timezone: 'America/Chicago',
  today_local: 'Monday, November 23, 2026',
  now_local: '2:05 PM',
  services: 'Furnace repair; AC repair; AC tune-up',
  caller_number: '+15125550187',
};

/** Chicago is six hours behind in November. */
export const slot = (date: string, hour: number, local: string) => ({
  slot_id: `${date}T${String(hour).padStart(2, '0')}:00-k7qf2`,
  local,
  starts_at: `${date}T${String(hour + 6).padStart(2, '0')}:00:00.000Z`,
});
export const TUESDAY = [
  slot('2026-11-24', 9, 'Tuesday, November 24 at 9 AM'),
  slot('2026-11-24', 11, 'Tuesday, November 24 at 11 AM'),
];

export const found = (
  slots = TUESDAY,
  say = 'On Tuesday, November 24 I have 9 AM or 11 AM. Which works for you?',
) => ({
  ok: true,
  result: { ok: true, say, timezone: 'America/Chicago', slots },
});
export const booked = {
  ok: true,
  result: { ok: true, booking_id: 'apt_abcdef', say: 'You are booked for Tuesday, November 24 at 9 AM.' },
};
export const texted = { ok: true, result: { ok: true, queued: true, say: 'I have texted you the details.' } };
export const refused = (code: string, more: object = {}) => ({
  ok: true,
  result: { ok: false, code, say: `Refused: ${code}.`, ...more },
});
export const broken: Answer = { ok: false, result: 'no answer' };

type Answers = Partial<Record<string, Answer | ((args: ToolRequest['args'], count: number) => Answer)>>;

/** Plays a caller against the agent with tools that answer as told; by default everything is free and works. */
export const converse = (answers: Answers = {}, variables: Record<string, string> = VARIABLES) => {
  const told: Answers = {
    lookup_availability: found(),
    book_appointment: booked,
    send_booking_sms: texted,
    ...answers,
  };
  let dialogue: Dialogue = openDialogue(variables, variables.caller_number ?? 'anonymous', '2026-11-23');
  let isOver = false;
  const tools: ToolRequest[] = [];

  const answer = (tool: ToolRequest): Answer => {
    const count = tools.filter(({ name }) => name === tool.name).length;
    const given = told[tool.name] ?? broken;
    return typeof given === 'function' ? given(tool.args, count) : given;
  };

  return {
    tools,
    /** Says these things one after another; returns what the agent said to the last one. */
    say(...lines: readonly string[]): string {
      let heard = '';
      for (const line of lines) {
        if (isOver) throw new Error(`the agent hung up before "${line}"`);
        const spoken: string[] = [];
        let move: Move = callerSaid(dialogue, line);
        for (;;) {
          dialogue = move.dialogue;
          spoken.push(move.say);
          isOver = move.hangUp === true;
          if (!move.tool) break;
          tools.push(move.tool);
          move = toolAnswered(dialogue, move.tool, answer(move.tool));
        }
        heard = spoken.join(' ');
      }
      return heard;
    },
    dialogue: () => dialogue,
    isOver: () => isOver,
    called: () => tools.map(({ name }) => name),
    lastArgs: (name: string) => tools.findLast((tool) => tool.name === name)?.args,
  };
};

/** Everything up to the moment where only "text you?" is open. */
export const UP_TO_TEXT = [
  'my furnace stopped, can someone come tomorrow morning?',
  'nine please',
  'Dana Reyes',
  'yes',
  '410 Pecan St',
];
