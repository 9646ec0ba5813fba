import type { Mutant } from './mutant.ts';

const RELEASE = 'functions/domain/announcement/release-due.ts';
const WORKER = 'functions/runtime/worker.ts';

export const eventMutants: readonly Mutant[] = [
  {
    name: 'acknowledges a webhook before it is stored',
    file: 'functions/runtime/webhook.ts',
    find: '      await deps.queue.put({',
    replace: '      void deps.queue.put({',
    breaks: ['W3', 'E1'],
  },
  {
    name: 'drops what it did not foresee',
    file: WORKER,
    find: `        log.error('message.failed', { ...about, error: described(error) });
        return true;`,
    replace: `        log.error('message.failed', { ...about, error: described(error) });
        return false;`,
    breaks: ['W3', 'S2', 'Q2'],
  },
  {
    name: 'drops messages that it cannot read',
    file: WORKER,
    find: `        count('MessageUnreadable');
        return true;`,
    replace: `        count('MessageUnreadable');
        return false;`,
    breaks: ['Q2'],
  },
  {
    name: 'drops an entry that the bus did not take',
    file: 'functions/domain/announcement/relay-events.ts',
    find: `        .filter((_, index) => accepted[index])
`,
    replace: '',
    also: [{ find: '    return accepted;', replace: '    return accepted.map(() => true);' }],
    breaks: ['S2'],
  },
  {
    name: 'releases only this minute, whatever it missed',
    file: RELEASE,
    find: 'reached ?? current - FIRST_LOOK_BACK_MINUTES * MINUTE_MS',
    replace: 'Math.max(current, reached ?? current - FIRST_LOOK_BACK_MINUTES * MINUTE_MS)',
    also: [
      {
        find: '      for (const later of LATE_LOOKS_MINUTES) await look(minute - later * MINUTE_MS);\n',
        replace: '      void LATE_LOOKS_MINUTES;\n',
      },
    ],
    breaks: ['Q1', 'S2'],
  },
  {
    name: 'believes whoever signs',
    file: 'functions/adapters/retell/signature.ts',
    find: "    if (!accepted) throw new Refusal('signature_invalid', { because: 'digest' });",
    replace: '    void accepted;',
    breaks: ['W1'],
  },
  {
    name: 'believes what was signed long ago',
    file: 'functions/adapters/stripe/signature.ts',
    find: 'const PAST_SECONDS = 300;',
    replace: 'const PAST_SECONDS = 300_000;',
    breaks: ['W1', 'Q1'],
  },
  {
    name: 'answers for whichever business was asked last',
    file: 'functions/adapters/dynamodb/schedules.ts',
    find: 'const cached = cache.get(id);',
    replace: 'const cached = [...cache.values()].at(-1);',
    breaks: ['T1', 'C3', 'S5'],
  },
  {
    name: 'does not ask whose agent it is that asks',
    file: 'functions/domain/agent/check-belongs.ts',
    find: "  if (!belongsTo(business, call)) throw new Refusal('business_not_found', { because: 'agent or number' });",
    replace: '  void [belongsTo(business, call), Refusal];',
    breaks: ['W1'],
  },
  {
    name: 'remembers an event apart from its effect',
    file: 'functions/adapters/dynamodb/calls.ts',
    find: `        inboxPut(table, occasion),
        update(from, to, isAwaited),`,
    replace: `        ...(inboxPut(table, occasion) ? [] : []),
        update(from, to, isAwaited),`,
    breaks: ['W3'],
  },
  {
    name: 'lets an event go that awaits a business',
    file: 'functions/domain/vendor-event/take-event.ts',
    find: '      if (awaits === awaited) return;',
    replace: '      if (awaits !== undefined) return;',
    breaks: ['W3'],
  },
  {
    name: 'breaks down where the bus takes a part',
    file: 'functions/adapters/eventbridge/bus.ts',
    find: 'answer.Entries?.[index]?.EventId !== undefined',
    replace: '(answer.Entries![index]!.EventId as string).length > 0',
    breaks: ['E1'],
  },
];
