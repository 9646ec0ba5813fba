import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { FlowBusiness } from './flow-business.ts';
import type { FlowWorld, Row } from './world.ts';

/** What differs between two businesses to which the same happened: names, ids and instants. */
const placeholdersFor = ({ business, id, customerPhone }: FlowBusiness): readonly [string, string][] => [
  [id, '(business)'],
  [business.name, '(name)'],
  [String(business.agentIds[0]), '(agent)'],
  [String(business.numbers[0]), '(number)'],
  [customerPhone, '(customer)'],
  [String(business.owner.phones[0]), '(owner)'],
  [business.owner.email, '(e-mail)'],
  [business.billing.stripeCustomerId, '(stripe)'],
  [business.messaging.messagingProfileId, '(profile)'],
];
const PATTERNS: readonly [RegExp, string][] = [
  // Before the hashes: some of these are hexadecimal by chance.
  [/\b0[0-9a-z]{17}\b/g, '(order)'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)/g, '(instant)'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '(uuid)'],
  [/\b([a-z]+)_[a-z0-9]{20,}/g, '($1)'],
  [/\b([a-z]+(?:_[a-z]+)*)_(?=[A-Za-z0-9]*[A-Z0-9])[A-Za-z0-9]{6,}/g, '($1)'],
  [/\b[0-9a-f]{16,}\b/g, '(hash)'],
  [/\b[a-z2-7]{26}\b/g, '(hash)'],
  [/\b[A-Z0-9]{8}-\d{4}\b/g, '(invoice number)'],
  [/\b[A-Za-z0-9_-]{27,}\b/g, '(hash)'],
];
/** Lengths of time and what is computed from them, and how often somebody took a row in hand or an event was news. */
const MEASURED = /(Ms|Micros|Seconds|expiresAt|epoch|reversalsVersion)$|^(version|rank)$/;
/** Which events were of the last second, from which the state follows: a second may end between two of them. */
const OF_A_SECOND = 'sightings';

const sorted = (items: readonly unknown[]): unknown[] =>
  items
    .map((item) => [JSON.stringify(item), item] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, item]) => item);

const hasEventId = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'eventId' in value;

const normalised = (value: unknown, replace: (text: string) => string, key = ''): unknown => {
  if (typeof value === 'string') return key === 'confirmationCode' ? '(code)' : replace(value);
  if (typeof value === 'number') return MEASURED.test(key) ? '(measured)' : value;
  if (key === OF_A_SECOND) return '(seen)';
  if (Array.isArray(value)) {
    const members = value.map((one) => normalised(one, replace));
    // What is kept in the order of ids that differ has no order once they are left out.
    return value.every(hasEventId) ? sorted(members) : members;
  }
  if (typeof value !== 'object' || value === null) return value;
  const all: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    const member = normalised(one, replace, name);
    const replaced = replace(name);
    // What is kept by its ids would have one name.
    if (replaced === name) all[name] = member;
    else all[replaced] = sorted([...((all[replaced] as unknown[]) ?? []), member]);
  }
  return all;
};

/** Everything that is left of what happened to one business: its rows, objects, charges, texts and e-mails. */
export type SettledState = Readonly<Record<string, unknown[]>>;

/** As it is. `since`: all rows from before, of which those that belong to no business are left out. */
export const settledState = async (
  world: FlowWorld,
  of: FlowBusiness,
  since: readonly Row[] = [],
): Promise<SettledState> => {
  const known = new Set(since.map(({ pk }) => String(pk)));
  // Not the record of how it came to this: that differs with the order in which things were told.
  const rows = (await world.rows()).filter(
    ({ pk }) =>
      (String(pk).startsWith(`BIZ#${of.id}#`) && !String(pk).endsWith('#AUDIT')) ||
      (/^INBOX#/.test(String(pk)) && !known.has(String(pk))),
  );
  const listed = await world.objects.send(
    new ListObjectsV2Command({ Bucket: String(world.cloud.outputs.RawBucketName) }),
  );
  return {
    rows: sorted(rows),
    objects: sorted((listed.Contents ?? []).flatMap(({ Key = '' }) => (Key.includes(of.id) ? [Key] : []))),
    invoices: sorted(of.invoices()),
    texts: sorted(of.sentTexts()),
    emails: sorted(of.emails()),
  };
};

/** The same of two businesses to which the same happened, in whatever order it was delivered. */
export const comparable = (state: SettledState, of: FlowBusiness): SettledState => {
  const codes = (state.rows as { confirmationCode?: string }[]).flatMap(({ confirmationCode }) =>
    confirmationCode === undefined ? [] : [confirmationCode, [...confirmationCode].join(' ')],
  );
  const replace = (text: string): string => {
    let changed = text;
    for (const code of codes) changed = changed.replaceAll(code, '(code)');
    for (const [from, to] of placeholdersFor(of)) changed = changed.replaceAll(from, to);
    for (const [pattern, to] of PATTERNS) changed = changed.replaceAll(pattern, to);
    return changed;
  };
  return Object.fromEntries(
    Object.entries(state).map(([name, items]) => [name, sorted(normalised(items, replace) as unknown[])]),
  );
};
