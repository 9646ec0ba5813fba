import type { Mutant } from './mutant.ts';

const ADMISSION = 'functions/domain/person/admission.ts';
const CODE = 'functions/domain/person/code.ts';
const CODES = 'functions/adapters/dynamodb/codes.ts';
const PEOPLE = 'functions/adapters/dynamodb/people.ts';
const JOIN = 'functions/domain/person/join-team.ts';

/** Who may pass, and what lets them in. */
export const peopleMutants: readonly Mutant[] = [
  {
    name: 'remembers for an hour whom it has let in',
    file: ADMISSION,
    find: 'const CACHED_MS = 60_000;',
    replace: 'const CACHED_MS = 3_600_000;',
    breaks: ['P1'],
  },
  {
    name: 'lets in whoever has a session, disabled or not',
    file: ADMISSION,
    find: "person?.state !== 'active' || person.circle !== circle",
    replace: 'person?.circle !== circle',
    breaks: ['P1'],
  },
  {
    name: 'ends no session but that of its token',
    file: PEOPLE,
    find: "UpdateExpression: 'ADD epoch :one',",
    replace: "UpdateExpression: 'ADD farewells :one',",
    breaks: ['P1'],
  },
  {
    name: 'lets a session stand that began before all were ended',
    file: PEOPLE,
    find: '!session.isEnded && epochIn(session) === epochIn(person)',
    replace: '!session.isEnded && epochIn(session) <= epochIn(person)',
    breaks: ['P1'],
  },
  {
    name: 'reads after the password was accepted how often all sessions were ended',
    file: 'functions/domain/person/note-epoch.ts',
    find: '      const epoch = await people.epochOf(ids.addressOf(circle, email));\n      return noted(await accounts.signIn(email, password), epoch);',
    replace:
      '      const step = await accounts.signIn(email, password);\n      return noted(step, await people.epochOf(ids.addressOf(circle, email)));',
    breaks: ['P1'],
  },
  {
    name: 'leaves open what somebody had open whom operators shut out',
    file: 'functions/domain/operator/set-state.ts',
    find: '    await people.end(personId);\n',
    replace: '',
    breaks: ['P1'],
  },
  {
    name: 'counts no guess at a code',
    file: CODES,
    find: "':one': 1, ':none': 0, ':now'",
    replace: "':one': 0, ':none': 0, ':now'",
    breaks: ['P2'],
  },
  {
    name: 'lets everybody guess ten times',
    file: CODE,
    find: 'const TRIES = 5;',
    replace: 'const TRIES = 10;',
    breaks: ['P2'],
  },
  {
    name: 'leaves a used code to be used again',
    file: CODES,
    find: "UpdateExpression: 'SET triesLeft = :none'",
    replace: "UpdateExpression: 'SET triesSpent = :none'",
    breaks: ['P3'],
  },
  {
    name: 'takes a code long after its end',
    file: CODES,
    find: "':now': new Date(nowMs).toISOString()",
    replace: "':now': new Date(nowMs - 86_400_000).toISOString()",
    breaks: ['P3'],
  },
  {
    name: 'forgets how many codes it has sent',
    file: CODE,
    find: '    sent: sent + 1,',
    replace: '    sent: Math.min(sent + 1, 2),',
    breaks: ['P4'],
  },
  {
    name: 'acknowledges a code that it could not send',
    file: 'functions/domain/person/send-code.ts',
    find: "    if (kind === 'unavailable' || kind === 'unknown')",
    replace: "    if (kind === 'unavailable' && false)",
    breaks: ['P5'],
  },
];

/** What members of a team do to it and to their business. */
export const teamMutants: readonly Mutant[] = [
  {
    name: 'lets the last owner go',
    file: 'functions/adapters/dynamodb/team.ts',
    find: "        ...(more < 0 && { ConditionExpression: 'owners > :one' }),\n",
    replace: '',
    also: [{ find: "...(more < 0 && { ':one': 1 })", replace: '' }],
    breaks: ['M1'],
  },
  {
    name: 'counts nobody who is made an owner',
    file: 'functions/adapters/dynamodb/team.ts',
    find: '  if (more === 0) return [];',
    replace: '  if (more === 0 || (from && more < 0)) return [];',
    breaks: ['M1'],
  },
  {
    name: 'writes a membership to one side only',
    file: 'functions/adapters/dynamodb/team.ts',
    find: '    side(table, keys.membership(personId, businessId), from, to && carried(to)),\n',
    replace:
      '    ...(from && to ? [] : [side(table, keys.membership(personId, businessId), from, to && carried(to))]),\n',
    breaks: ['M2'],
  },
  {
    name: 'numbers every membership from one',
    file: JOIN,
    find: 'version: from ? from.version + 1 : nowMs,',
    replace: 'version: from ? from.version + 1 : 1 + 0 * nowMs,',
    breaks: ['A1', 'A3'],
  },
  {
    name: 'takes members out without a record',
    file: 'functions/adapters/dynamodb/team.ts',
    find: 'await commitChained({ db, name: table }, waiting, record, teamActions(table, change));',
    replace:
      'await (change.to ? commitChained({ db, name: table }, waiting, record, teamActions(table, change)) : transact(db, teamActions(table, change), waiting));',
    also: [
      {
        find: "import type { TransactItems } from './transaction.ts';",
        replace: "import { type TransactItems, transact } from './transaction.ts';",
      },
    ],
    breaks: ['A3'],
  },
  {
    name: 'changes settings without looking whether they changed',
    file: 'functions/adapters/dynamodb/settings.ts',
    find: "              : '#settingsVersion = :asRead',",
    replace: "              : 'attribute_exists(pk)',",
    also: [
      {
        find: "            ...(from.settingsVersion !== undefined && { ':asRead': from.settingsVersion }),\n",
        replace: '',
      },
    ],
    breaks: ['G1', 'A1', 'A3'],
  },
];

/** What the API answers. */
export const apiMutants: readonly Mutant[] = [
  {
    name: 'makes the id of a business by chance',
    file: 'functions/domain/business/open-business.ts',
    find: 'id: ids.business(occasion),',
    replace: 'id: ids.business([occasion, nowMs].join()),',
    breaks: ['I1'],
  },
  {
    name: 'looks at no body when a key comes again',
    file: 'functions/adapters/dynamodb/requests.ts',
    find: "        if (row.bodyHash !== bodyHash) return { kind: 'another body' };\n",
    replace: '',
    breaks: ['I1'],
  },
  {
    name: 'lists the appointments of the business that it served first',
    file: 'functions/domain/business/answer-owner.ts',
    find: '    const page = await (await of(businessId)).lists.appointments(businessId, wanted);',
    replace: [
      '    const first = ((globalThis as { first?: typeof businessId }).first ??= businessId);',
      '    const page = await (await of(first)).lists.appointments(first, wanted);',
    ].join('\n'),
    breaks: ['T2'],
  },
  {
    name: 'keeps credentials of one business for all',
    file: 'functions/adapters/sts/business-scope.ts',
    find: 'const key = JSON.stringify(Object.entries(tags).toSorted());',
    replace: "const key = 'the business';",
    breaks: ['T3', 'E4'],
  },
  {
    name: 'reads on in the list that it read on in first',
    file: 'functions/adapters/dynamodb/lists.ts',
    find: "':pk': pk, ':first'",
    replace: "':pk': place ? ((globalThis as { at?: string }).at ??= pk) : pk, ':first'",
    breaks: ['T3', 'E4'],
  },
  {
    name: 'answers that it broke where somebody is only too late',
    file: 'functions/domain/business/change-settings.ts',
    find: "    if (outcome === 'changed') throw new Refusal('changed_meanwhile');",
    replace: "    if (outcome === 'changed') throw new Error('changed meanwhile');",
    breaks: ['E4'],
  },
  {
    name: 'says that a change of settings is saved, whatever became of it',
    file: 'functions/adapters/dynamodb/settings.ts',
    find: "return outcome.kind === 'committed' ? 'saved' : 'changed';",
    replace: "return 'saved';",
    breaks: ['G1'],
  },
  {
    name: 'refuses a repeat that it has answered',
    file: 'functions/adapters/dynamodb/requests.ts',
    find: "if (row.answer) return { kind: 'answered', answer: row.answer };",
    replace: "if (row.answer) return { kind: 'another body' };",
    breaks: ['I1'],
  },
];
