import type { Mutant } from './mutant.ts';

const CONTINUE = 'functions/domain/onboarding/continue-onboarding.ts';
const NUMBER = 'functions/domain/onboarding/get-number.ts';
const SUBSCRIBE = 'functions/domain/onboarding/subscribe.ts';
const PROGRESS = 'functions/domain/onboarding/progress.ts';

/** The way of a business to its line. */
export const onboardingMutants: readonly Mutant[] = [
  {
    name: 'makes a messaging profile without looking for one',
    file: NUMBER,
    find: '(await profiles.find(business.id)) ?? (await profiles.create(business.id, business.name))',
    replace: 'await profiles.create(business.id, business.name)',
    breaks: ['N2'],
  },
  {
    name: 'orders another number while one is under way',
    file: NUMBER,
    find: "if (orders.some(({ state }) => state === 'pending')) return waitForOrder;",
    replace: "if (orders.some(({ id }) => id === 'pending')) return waitForOrder;",
    breaks: ['N2'],
  },
  {
    name: 'takes over at once what another works on',
    file: PROGRESS,
    find: 'export const CLAIM_MS = 3 * 60_000;',
    replace: 'export const CLAIM_MS = 0;',
    breaks: ['N2', 'N1'],
  },
  {
    name: 'asks again at once where nobody knows what was done',
    file: CONTINUE,
    find: 'const UNKNOWN_FOR_MS = 2 * 60_000;',
    replace: 'const UNKNOWN_FOR_MS = 0;',
    breaks: ['N2'],
  },
  {
    name: 'looks sooner when somebody asks, whatever is under way',
    file: PROGRESS,
    find: "      outcome.kind === 'later' && outcome.atLeastMs !== undefined ? iso(now + outcome.atLeastMs) : undefined,",
    replace: '      undefined,',
    breaks: ['N2'],
  },
  {
    name: 'buys a number before anybody pays',
    file: 'functions/domain/onboarding/onboarding.ts',
    find: "  number: ['subscription'],",
    replace: "  number: ['profile', 'proof', 'services'],",
    breaks: ['N4'],
  },
  {
    name: 'takes any code for the right one',
    file: 'functions/domain/onboarding/prove-phone.ts',
    find: 'if (!(await proofs.check(phone, given.code)))',
    replace: 'if (!(await proofs.check(phone, given.code)) && given.code.length === 0)',
    breaks: ['N6'],
  },
  {
    name: 'gives a trial to whoever asks at once with another',
    file: 'functions/adapters/dynamodb/trials.ts',
    find: "    Item: { ...keys.trial(mark), v: 1, businessId },\n    ConditionExpression: 'attribute_not_exists(pk) OR businessId = :id',\n    ExpressionAttributeValues: { ':id': businessId },",
    replace: '    Item: { ...keys.trial(mark), v: 1, businessId },',
    breaks: ['N5'],
  },
  {
    name: 'lets a trial go on by a card that had one',
    file: SUBSCRIBE,
    find: "if (found.status === 'trialing' && !isFirstTrial)",
    replace: "if (found.status === 'active' && !isFirstTrial)",
    breaks: ['N5'],
  },
  {
    name: 'keeps the trial of a checkout that was left',
    file: SUBSCRIBE,
    find: '      await trials.release(business.id);\n',
    replace: '      void trials.release;\n',
    breaks: ['N5'],
  },
  {
    name: 'lets two visits to the checkout both be charged',
    file: SUBSCRIBE,
    find: "    for (const { id } of more) await subscriptions.cancel(id, 'now');\n",
    replace: '    void more;\n',
    breaks: ['N2'],
  },
  {
    name: 'opens no second checkout',
    file: SUBSCRIBE,
    find: '(step.given?.visit ?? 1) > attempt',
    replace: '(step.given?.visit ?? 1) > attempt + 1',
    breaks: ['N1'],
  },
  {
    name: 'makes nobody known by the line that is connected',
    file: 'functions/adapters/dynamodb/business-creation.ts',
    find: '        ...registryPuts(table, id, { agentIds, numbers, billing, messaging }),\n',
    replace: '',
    breaks: ['N1', 'N3'],
  },
  {
    name: 'says that a number falls back to the owner, and has not asked for it',
    file: 'functions/domain/onboarding/connect-number.ts',
    find: '    await numbers.route(numberId, id, owner.transferNumber);\n',
    replace: '',
    also: [
      {
        find: 'if (routed.forwardsOnFailureTo !== owner.transferNumber)',
        replace: 'if (routed.number !== number)',
      },
    ],
    breaks: ['N3'],
  },
  {
    name: 'takes an agent for published without reading it back',
    file: 'functions/domain/agent/put-at-vendor.ts',
    find: '  await agents.publish(at, version);\n',
    replace: '  await agents.publish(at, version).catch(() => undefined);\n',
    also: [
      {
        find: '  if (!published?.isPublished || published.hash !== agent.hash)\n',
        replace: '  if (published === undefined)\n',
      },
    ],
    breaks: ['N3'],
  },
  {
    name: 'never looks again by itself',
    file: 'functions/adapters/dynamodb/onboardings.ts',
    find: '      ...(lookAt !== undefined && wakes(event, Math.max(lookAt, now), WAKE_EVERY_SECONDS)),\n',
    replace: '',
    breaks: ['N1'],
  },
];

/** Who is served, and how far. */
export const serviceMutants: readonly Mutant[] = [
  {
    name: 'counts the grace from the last that was heard of it',
    file: 'functions/domain/subscription/past-due.ts',
    find: 'began !== undefined && (otherwiseAt',
    replace: 'began !== undefined && began === seenAt && (otherwiseAt',
    breaks: ['N7'],
  },
  {
    name: 'answers no call of a business that does not pay',
    file: 'functions/domain/agent/answer-call.ts',
    find: "    const [service] = entitlement === 'full' ? business.services : [];\n",
    replace:
      "    if (entitlement !== 'full') throw new Refusal('not_in_service');\n    const [service] = business.services;\n",
    breaks: ['N7'],
  },
  {
    name: 'gives no grace to whoever pays late',
    file: 'functions/domain/subscription/entitlement.ts',
    find: 'export const GRACE_MS = 7 * 86_400_000;',
    replace: 'export const GRACE_MS = 0;',
    breaks: ['N7'],
  },
];
