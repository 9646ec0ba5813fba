import type { OnboardingAdvanced, OnboardingRequested } from '../../contracts/events.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { STEP_NAMES } from '../../contracts/onboarding.ts';
import type { AuditEntry } from '../../domain/audit/audit-entry.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { type AnyStep, isOver, type Onboarding, type Steps } from '../../domain/onboarding/onboarding.ts';
import type { Onboardings } from '../../domain/onboarding/ports.ts';
import { nextLookAt } from '../../domain/onboarding/progress.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { commitChained } from './chained-audit.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { announces, wakes } from './outbox.ts';
import { nounOf } from './rows.ts';
import { rowsBelow } from './rows-below.ts';
import { type TransactItems, transact } from './transaction.ts';

const WAKE_EVERY_SECONDS = 60;

const requested = (
  ids: DerivedIds,
  { businessId, version }: Onboarding,
  now: number,
): OnboardingRequested => ({
  v: 1,
  id: ids.event('onboarding.requested', businessId, version),
  name: 'onboarding.requested',
  businessId,
  at: new Date(now).toISOString(),
  correlationId: businessId,
});

/** What a partner's program hears of a change. */
export const advanced = (
  ids: DerivedIds,
  { businessId, partner, version }: Onboarding,
  now: number,
  said: { readonly step: string; readonly state: string; readonly because?: string | undefined },
): OnboardingAdvanced | undefined =>
  partner && {
    v: 1,
    id: ids.event('onboarding.advanced', businessId, said.step, version),
    name: 'onboarding.advanced',
    businessId,
    at: new Date(now).toISOString(),
    correlationId: businessId,
    partnerId: partner.id,
    step: said.step,
    state: said.state,
    ...(said.because && { because: said.because }),
  };

/** In the transaction itself: whoever becomes its owner at this moment is before it or after it. */
const nobodyOwns = (table: string, businessId: BusinessId): TransactItems[number] => ({
  ConditionCheck: {
    TableName: table,
    Key: keys.owners(businessId),
    ConditionExpression: 'attribute_not_exists(owners) OR owners = :none',
    ExpressionAttributeValues: { ':none': 0 },
  },
});

const isNews = (step: AnyStep, before: AnyStep | undefined): boolean =>
  step.state !== before?.state && (isOver(step) || step.state === 'stuck');

export const dynamoOnboardings = (
  { db, name: table }: Table,
  ids: DerivedIds,
  clock: Clock,
  waiting: Waiting,
): Onboardings => {
  const head = (onboarding: Onboarding, said: { readonly isNow: boolean; readonly isLive: boolean }) => {
    const { steps: _, ...all } = onboarding;
    const now = clock.now();
    const event = requested(ids, onboarding, now);
    const lookAt = nextLookAt(onboarding);
    const news = said.isLive
      ? advanced(ids, onboarding, now, { step: 'business', state: 'live' })
      : said.isNow && lookAt !== undefined
        ? event
        : undefined;
    return {
      ...keys.onboarding(onboarding.businessId),
      ...all,
      ...(news && announces(news)),
      ...(lookAt !== undefined && wakes(event, Math.max(lookAt, now), WAKE_EVERY_SECONDS)),
    };
  };

  const stepPut = (onboarding: Onboarding, step: AnyStep, before: AnyStep | undefined) => {
    const { name, state, problem } = step;
    const news = isNews(step, before)
      ? advanced(ids, onboarding, clock.now(), { step: name, state, because: problem?.code })
      : undefined;
    return {
      Put: {
        TableName: table,
        Item: {
          ...keys.onboardingStep(step.businessId, name),
          ...step,
          // DynamoDB Local leaves an empty map out of its stream in a way that no reader understands.
          made: Object.keys(step.made).length > 0 ? step.made : undefined,
          ...(news && announces(news)),
        },
      },
    };
  };

  const find: Onboardings['find'] = async (businessId) => {
    const rows = await rowsBelow(
      { db, name: table },
      keys.onboarding(businessId).pk,
      keys.onboarding(businessId).sk,
    );
    const first = rows.find(({ sk }) => sk === keys.onboarding(businessId).sk);
    if (!first) return undefined;
    const steps = rows
      .filter((row) => row !== first)
      .map((row) => ({ ...nounOf<AnyStep>(row as { v: 1 }), made: row.made ?? {} }) as AnyStep);
    return {
      ...nounOf<Onboarding>(first as { v: 1 }),
      steps: Object.fromEntries(steps.map((step) => [step.name, step])) as unknown as Steps,
    };
  };

  return {
    find,

    async create(onboarding) {
      const steps = STEP_NAMES.map((name) => stepPut(onboarding, onboarding.steps[name], undefined));
      const first = {
        Put: {
          TableName: table,
          Item: head(onboarding, { isNow: false, isLive: false }),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      };
      const outcome = await transact(db, [first, ...steps], waiting);
      const stands = outcome.kind === 'committed' ? onboarding : await find(onboarding.businessId);
      if (!stands) throw new Error(`the onboarding of ${onboarding.businessId} is there and is not`);
      return stands;
    },

    async move(from, to, by) {
      const isLive = to.state === 'live' && from.state === 'open';
      const items: TransactItems = [
        {
          Put: {
            TableName: table,
            Item: head(to, { isNow: by !== undefined, isLive }),
            ConditionExpression: '#version = :asRead',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':asRead': from.version },
          },
        },
        ...STEP_NAMES.filter((name) => to.steps[name] !== from.steps[name]).map((name) =>
          stepPut(to, to.steps[name], from.steps[name]),
        ),
      ];
      if (!by) return (await transact(db, items, waiting)).kind === 'committed' ? 'moved' : 'changed';
      const entry: AuditEntry = {
        v: 1,
        id: `onboarding.changed:${by.step}:${to.version}`,
        businessId: to.businessId,
        at: new Date(clock.now()).toISOString(),
        what: 'onboarding.changed',
        subject: by.step,
        from: from.steps[by.step].state,
        to: to.steps[by.step].state,
        version: to.version,
        actor: by.actor,
      };
      const outcome = await commitChained({ db, name: table }, waiting, entry, [
        ...(by.unlessOwned ? [nobodyOwns(table, to.businessId)] : []),
        ...items,
      ]);
      if (outcome.kind === 'committed') return 'moved';
      return by.unlessOwned && outcome.failed[0] ? 'taken over' : 'changed';
    },
  };
};
