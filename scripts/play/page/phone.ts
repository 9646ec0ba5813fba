import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type { Business } from '../../../functions/domain/business/business.ts';
import type { CallSession } from '../../local/vendors/retell/call-session.ts';
import { createRuleAgent, type RuleAgent } from '../../local/vendors/retell/rule-agent/rule-agent.ts';
import { talkAs } from '../history/caller.ts';
import { type Person, peopleOf } from '../history/people.ts';
import { seededChance } from '../history/seeded-chance.ts';
import { phoneForEyes } from '../paint.ts';
import { answerInShort } from '../stage-print.ts';
import type { OwnPlace } from '../start-place.ts';
import { wallAt } from '../zone-time.ts';
import type { Journal } from './journal.ts';
import { Refused } from './refused.ts';

/** As long as it takes to read what was said. */
const PAUSE_MS = 700;
const PEOPLE = 250;
const WISHES = [
  'Hi, my furnace stopped working. Can someone come tomorrow morning?',
  'My AC is not cooling, I need AC repair. Can someone come as soon as possible?',
  'I would like a free estimate. What do you have next week?',
];

type Line = { readonly session: CallSession; readonly agent: RuleAgent; readonly person: Person };
type Booked = { readonly session: CallSession; readonly toolCallId: string };

export type Phone = {
  /** Somebody calls; what they say is typed. */
  ring(): Promise<void>;
  say(text: string): Promise<void>;
  hangUp(): void;
  /** Somebody calls and books by themselves; `again`: whoever called last. */
  play(again: boolean): Promise<void>;
  /** Sends the latest tool call that booked once more. Answers what came back, in a few words. */
  repeatBooking(): Promise<string>;
  lastCall(): { readonly callId: string; readonly from: string } | undefined;
};

/** The telephone of the page: one call at a time, with the rule-based agent at the other end. */
export const createPhone = (
  place: OwnPlace,
  business: Business,
  journal: Journal,
  onCall: (callId: string) => void,
): Phone => {
  const people = peopleOf(seededChance(randomInt(1_000_000)), PEOPLE);
  let line: Line | undefined;
  let last: Line | undefined;
  let booked: Booked | undefined;
  let lastSaid = '';
  /** The caller is about to speak, or waits for an answer. */
  let isPlaying = false;

  const tellPhone = (): void =>
    journal.add({ kind: 'phone', isUp: line !== undefined, examples: line ? line.agent.examples() : [] });

  const over = (by: string): void => {
    line = undefined;
    journal.add({ kind: 'line', text: `The call is over: ${by} hung up.` });
    tellPhone();
  };

  const begin = async (person: Person): Promise<Line> => {
    if (line || isPlaying) throw new Refused(409, 'call-in-progress', 'A call is going on: end it first.');
    isPlaying = true;
    try {
      const session = await place.retell.placeCall({ from: person.phone, to: business.messaging.from });
      onCall(session.callId);
      const answered = `inbound webhook answered in ${session.inbound?.ms ?? 0} ms`;
      journal.add({
        kind: 'line',
        text: `${phoneForEyes(person.phone)} calls ${business.name}; ${answered}`,
      });
      const today = wallAt(business.zone, place.clock.now()).slice(0, 10);
      const agent = createRuleAgent(session, today, {
        onSaid(who, text) {
          if (who === 'agent') lastSaid = text;
          journal.add({ kind: 'said', who, text });
        },
        onTool({ name }, answer) {
          if (name === 'book_appointment' && (answer.result as { ok?: boolean }).ok === true)
            booked = { session, toolCallId: answer.toolCallId };
          const answeredBy = stripVTControlCharacters(answerInShort(answer));
          journal.add({ kind: 'tool', text: `${name} ${answer.ms} ms → ${answeredBy}` });
        },
      });
      line = { session, agent, person };
      last = line;
      agent.greet();
      tellPhone();
      return line;
    } finally {
      isPlaying = false;
    }
  };

  const anybody = (): Person => {
    const person = people[randomInt(people.length)];
    if (!person) throw new Error('nobody is there to call');
    return person;
  };

  const mustBeUp = (): Line => {
    if (!line) throw new Refused(409, 'no-call', 'Nobody is on the phone: call first.');
    if (isPlaying) throw new Refused(409, 'call-in-progress', 'Somebody else is speaking.');
    return line;
  };

  return {
    async ring() {
      await begin(anybody());
    },
    async say(text) {
      const { agent } = mustBeUp();
      isPlaying = true;
      try {
        await agent.hear(text);
      } finally {
        isPlaying = false;
      }
      if (agent.isOver()) over('the agent');
      else tellPhone();
    },
    hangUp() {
      mustBeUp().agent.callerHangsUp();
      over('the caller');
    },
    async play(again) {
      const person = again ? last?.person : anybody();
      if (!person) throw new Refused(409, 'no-call', 'Nobody has called yet: play a call first.');
      const { agent } = await begin(person);
      isPlaying = true;
      const slowly: RuleAgent = {
        ...agent,
        async hear(said) {
          await wait(PAUSE_MS);
          await agent.hear(said);
        },
      };
      try {
        const says = WISHES[randomInt(WISHES.length)] ?? '';
        await talkAs(slowly, () => lastSaid, person, { means: 'books', says });
      } finally {
        isPlaying = false;
        const by = agent.isOver() ? 'the agent' : 'the caller';
        agent.callerHangsUp();
        over(by);
      }
    },
    async repeatBooking() {
      if (!booked)
        throw new Refused(409, 'nothing-booked', 'Nothing was booked here yet: play a call first.');
      const { status, text, ms } = await booked.session.askAgain(booked.toolCallId);
      const ok = status !== undefined && status < 300;
      return `${stripVTControlCharacters(answerInShort({ ok, status, result: ok ? JSON.parse(text) : text }))} (${ms} ms)`;
    },
    lastCall: () => last && { callId: last.session.callId, from: last.person.phone },
  };
};
