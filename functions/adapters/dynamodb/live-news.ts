import type { DynamoDBRecord } from 'aws-lambda';
import { PersonId } from '../../contracts/api/people.ts';
import { BusinessId } from '../../contracts/ids.ts';
import type { LiveTopic } from '../../contracts/live.ts';
import type { LiveNews } from '../../domain/live/live.ts';
import { type Key, keys } from './keys.ts';

type Shown = {
  readonly topic: LiveTopic;
  /** Which argument of its key, counted after the business, the page knows it by. Left out: by none. */
  readonly knownBy?: number;
};

/**
 * What the dashboard shows, by kind of row. A kind that a page shows and that is missing here is only seen when the page
 * asks again; the parts of lib/features/live.ts say in which partitions the stream is looked through at all.
 */
export const SHOWN = {
  account: { topic: 'billing' },
  accountInvoice: { topic: 'billing' },
  agentRecord: { topic: 'agent' },
  agentVersion: { topic: 'agent' },
  appointment: { topic: 'appointments', knownBy: 0 },
  call: { topic: 'calls', knownBy: 0 },
  checkout: { topic: 'billing' },
  closing: { topic: 'leaving' },
  configuration: { topic: 'settings' },
  contest: { topic: 'fees' },
  customer: { topic: 'customers', knownBy: 0 },
  export: { topic: 'exports', knownBy: 0 },
  fee: { topic: 'fees', knownBy: 0 },
  inboundText: { topic: 'texts' },
  member: { topic: 'team', knownBy: 0 },
  onboarding: { topic: 'onboarding' },
  onboardingStep: { topic: 'onboarding' },
  provision: { topic: 'onboarding' },
  reply: { topic: 'texts', knownBy: 0 },
  suspension: { topic: 'leaving' },
  text: { topic: 'texts', knownBy: 1 },
  trialOf: { topic: 'billing' },
} as const satisfies Partial<Record<keyof typeof keys, Shown>>;

const ANY = '\u0001';
const MOST_ARGS = 4;

/** The parts of a key are parted by #: an appointment's id ends before `#FEE` begins. */
const pattern = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(ANY, '([^#]+)')}$`);

const kinds = Object.entries(SHOWN).map(([kind, shown]: [string, Shown]) => {
  const spell = keys[kind as keyof typeof SHOWN] as (...args: string[]) => Key;
  const { pk, sk } = spell(...Array<string>(MOST_ARGS).fill(ANY));
  return { shown, pk: pattern(pk), sk: pattern(sk) };
});

/** A change of who somebody is, of a sign-in of theirs or of where they are a member. */
const standingIn = ({ pk, sk }: Key): LiveNews | undefined => {
  const [, whose] = /^PERSON#(.+)$/.exec(pk) ?? [];
  const personId = PersonId.safeParse(whose);
  if (!personId.success) return undefined;
  const ofPerson = keys.membership(personId.data, '').sk;
  const businessId = sk.startsWith(ofPerson)
    ? BusinessId.safeParse(sk.slice(ofPerson.length)).data
    : undefined;
  return { kind: 'standing', personId: personId.data, businessId };
};

/** What a change of a row means to open pages, told by its key alone; undefined: nothing. */
export const liveNewsIn = (record: DynamoDBRecord): LiveNews | undefined => {
  const pk = String(record.dynamodb?.Keys?.pk?.S);
  const sk = String(record.dynamodb?.Keys?.sk?.S);
  for (const { shown, ...kind } of kinds) {
    const businessId = BusinessId.safeParse(kind.pk.exec(pk)?.[1]);
    const found = kind.sk.exec(sk);
    if (!businessId.success || !found) continue;
    const { topic, knownBy } = shown;
    const id = knownBy === undefined ? undefined : found[knownBy + 1];
    return { kind: 'changed', businessId: businessId.data, topic, id };
  }
  return standingIn({ pk, sk });
};
