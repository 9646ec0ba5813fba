import type { DynamoDBRecord } from 'aws-lambda';
import { PersonId } from '../../contracts/api/people.ts';
import { BusinessId } from '../../contracts/ids.ts';
import type { LiveTopic } from '../../contracts/live.ts';
import type { LiveNews } from '../../domain/live/live.ts';
import { type Key, keys } from './keys.ts';

/**
 * What the dashboard shows, by kind of row. A kind that a page shows and that is missing here is only seen when the page
 * asks again; the parts of lib/features/live.ts say in which partitions the stream is looked through at all.
 */
export const SHOWN = {
  account: 'billing',
  accountInvoice: 'billing',
  agentRecord: 'agent',
  agentVersion: 'agent',
  appointment: 'appointments',
  call: 'calls',
  checkout: 'billing',
  closing: 'leaving',
  configuration: 'settings',
  contest: 'fees',
  customer: 'customers',
  export: 'exports',
  fee: 'fees',
  hold: 'calls',
  inboundText: 'texts',
  invitation: 'team',
  member: 'team',
  onboarding: 'onboarding',
  onboardingStep: 'onboarding',
  provision: 'onboarding',
  recording: 'calls',
  remark: 'calls',
  reply: 'texts',
  suspension: 'leaving',
  text: 'texts',
  trialOf: 'billing',
} as const satisfies Partial<Record<keyof typeof keys, LiveTopic>>;

const ANY = '\u0001';
const MOST_ARGS = 4;

/** The parts of a key are parted by #: an appointment's id ends before `#FEE` begins. */
const pattern = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(ANY, '([^#]+)')}$`);

const kinds = Object.entries(SHOWN).map(([kind, topic]) => {
  const spell = keys[kind as keyof typeof SHOWN] as (...args: string[]) => Key;
  const { pk, sk } = spell(...Array<string>(MOST_ARGS).fill(ANY));
  return { topic, pk: pattern(pk), sk: pattern(sk) };
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
  for (const { topic, ...kind } of kinds) {
    const businessId = BusinessId.safeParse(kind.pk.exec(pk)?.[1]);
    if (!businessId.success || !kind.sk.test(sk)) continue;
    return { kind: 'changed', businessId: businessId.data, topic };
  }
  return standingIn({ pk, sk });
};
