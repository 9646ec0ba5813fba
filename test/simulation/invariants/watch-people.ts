import type { Deeds } from '../world/scene.ts';
import type { Universe } from '../world/universe.ts';
import { watchChains } from './chains.ts';
import { watchOwnAppointments } from './own-appointments.ts';
import { recordPeople } from './people-record.ts';
import type { Report } from './violation.ts';
import { watchAnswers } from './watch-answers.ts';
import { watchCodes } from './watch-codes.ts';

/** Watches people, their teams and what the API answers them. */
export const watchPeople = (universe: Universe, deeds: Deeds, report: Report) => {
  const record = recordPeople(universe);
  const answers = watchAnswers(universe, record, report);
  const codes = watchCodes(universe, record, report);
  const chains = watchChains(universe, report);
  const own = watchOwnAppointments(universe, deeds.places, report);
  let told = 0;
  let unversioned = 0;

  const team = (business: string): void => {
    const ours = record.members.get(business) ?? new Map();
    const theirs = record.carried.get(business) ?? new Map();
    for (const person of new Set([...ours.keys(), ...theirs.keys()])) {
      const [one, other] = [ours.get(person), theirs.get(person)];
      if (one?.role !== other?.role || one?.version !== other?.version)
        report('M2', `${person} is ${one?.role} to ${business}, and to themselves ${other?.role}`);
    }
    const owners = [...ours.values()].filter(({ role }) => role === 'owner').length;
    const counted = record.owners.get(business) ?? 0;
    if (owners !== counted) report('M1', `${business} has ${owners} owners and counts ${counted}`);
    // A business that was opened by an operator may have had none yet.
    if (owners === 0 && record.owners.has(business)) report('M1', `${business} has no owner any more`);
  };

  const checkRecord = (): void => {
    const entries = universe.rows().filter(({ pk }) => String(pk).endsWith('#AUDIT'));
    const ofPeople = entries.filter(({ what }) => /^(invitation|member|settings)\./.test(String(what)));
    const found = new Map<string, number>();
    for (const { businessId, id } of ofPeople) {
      const key = `${businessId} ${id}`;
      found.set(key, (found.get(key) ?? 0) + 1);
    }
    // Who opens a business joins it by that: one decision.
    const opened = new Set(
      entries
        .filter(({ what }) => what === 'business.opened')
        .map(({ businessId, actor }) => `${businessId} member.joined:${String(actor).slice(7)}:1`),
    );
    const decided = record.decided.filter((one) => !opened.has(one));
    for (const one of decided) {
      const times = found.get(one) ?? 0;
      if (times !== 1) report('A3', `${times} entries say ${one}`);
    }
    for (const one of found.keys())
      if (!decided.includes(one)) report('A3', `an entry says ${one}, which is not so`);
  };

  const checkOpened = (): void => {
    const keys = new Map<string, Set<string>>();
    for (const { route, personId, key } of answers.all) {
      if (route !== 'openBusiness' || personId === undefined) continue;
      keys.set(personId, (keys.get(personId) ?? new Set()).add(String(key)));
    }
    for (const [person, used] of keys) {
      const opened = universe
        .rows()
        .filter(({ what, actor }) => what === 'business.opened' && actor === `person:${person}`);
      if (opened.length > used.size)
        report('I1', `${person} opened ${opened.length} businesses under ${used.size} keys`);
    }
  };

  const count = (isIt: (one: (typeof answers.all)[number]) => boolean) => answers.all.filter(isIt).length;
  const titled = (title: string) => count(({ answer }) => answer.title === title);

  return {
    /** After each step. */
    look(): void {
      for (const business of record.takeChanged()) team(business);
      for (; unversioned < record.unversioned.length; unversioned += 1)
        report('G1', `${record.unversioned[unversioned]}: settings change without another version`);
      for (; told < universe.denied.length; told += 1) report('T3', `${universe.denied[told]}`);
    },
    /** Once all is at rest. */
    check(): void {
      codes.check();
      chains.check();
      own.check();
      if (record.decided.length > 0) checkRecord();
      checkOpened();
    },
    seen: (): Record<string, number> => ({
      'answers of the API': answers.all.length,
      'links of chains': chains.links(),
      'codes used': codes.used(),
      'wrong guesses at codes': codes.guesses(),
      'let in by who remembered': answers.letInAfterwards,
      'refused for what has ended': answers.refusedAfterwards,
      'requests still running': titled('request_running'),
      'keys used for another body': titled('idempotency_key_reused'),
      'changes that were too late': titled('changed_meanwhile'),
      'last owners kept': titled('last_owner'),
      'businesses opened': count(({ route, status }) => route === 'openBusiness' && status === 201),
      'cursors of another list': titled('cursor_invalid'),
      ...own.seen(),
    }),
  };
};
