import { readResendEvent } from '../../../functions/adapters/resend/events.ts';
import { readRetellEvent } from '../../../functions/adapters/retell/events.ts';
import { readStripeEvent } from '../../../functions/adapters/stripe/events.ts';
import { readTelnyxEvent } from '../../../functions/adapters/telnyx/events.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import type { Acknowledged } from '../vendors/webhooks.ts';
import type { Deeds } from '../world/scene.ts';
import type { Row, Universe } from '../world/universe.ts';
import { checkAudit } from './audit.ts';
import { checkBookings } from './bookings.ts';
import { checkCharges } from './charges.ts';
import { checkConsents } from './consents.ts';
import { checkSubscriptions } from './subscriptions.ts';
import { checkTexts } from './texts.ts';
import type { Report } from './violation.ts';

/** The rows of a run, sorted by what they are. */
export type Rows = {
  readonly all: readonly Row[];
  readonly appointments: readonly Row[];
  readonly fees: readonly Row[];
  readonly texts: readonly Row[];
  readonly alerts: readonly Row[];
  readonly days: readonly Row[];
  readonly audit: readonly Row[];
  readonly consents: readonly Row[];
};

const sorted = (all: readonly Row[]): Rows => {
  const of = (partition: string, isIt: (sk: string) => boolean) =>
    all.filter(({ pk, sk }) => String(pk).endsWith(`#${partition}`) && isIt(String(sk)));
  return {
    all,
    appointments: of('APPOINTMENTS', (sk) => !sk.includes('#')),
    fees: of('APPOINTMENTS', (sk) => sk.endsWith('#FEE')),
    texts: of('APPOINTMENTS', (sk) => sk.includes('#TEXT#')),
    alerts: of('APPOINTMENTS', (sk) => sk.endsWith('#ALERT')),
    days: of('SCHEDULE', (sk) => sk.startsWith('D#')),
    audit: of('AUDIT', () => true),
    consents: of('CONSENT', (sk) => !sk.startsWith('EMAIL#')),
  };
};

const retell = readRetellEvent(hashing);
const telnyx = readTelnyxEvent(hashing);
const READERS = { retell, telnyx, stripe: readStripeEvent, resend: readResendEvent } as const;

/** The id under which an event is remembered; undefined where nobody could read it. */
const eventIdOf = ({ vendor, rawBody }: Acknowledged): string | undefined => {
  try {
    const fact = READERS[vendor](JSON.parse(rawBody), '2026-01-01T00:00:00.000Z');
    return 'occasion' in fact ? fact.occasion.eventId : fact.eventId;
  } catch {
    return undefined;
  }
};

/** Each event that we said we had was applied, or is kept. */
const checkWebhooks = (universe: Universe, rows: Rows, report: Report): void => {
  const kept = new Set(rows.all.filter(({ pk }) => pk === 'QUARANTINE').map(({ eventId }) => String(eventId)));
  const remembered = new Set(rows.all.map(({ pk }) => String(pk)).filter((pk) => pk.startsWith('INBOX#')));
  for (const event of universe.deliveries.acknowledged) {
    const id = eventIdOf(event);
    if (id === undefined || kept.has(id) || remembered.has(`INBOX#${event.vendor}#${id}`)) continue;
    report('W3', `${event.vendor}'s event ${id} was acknowledged and left nothing behind`);
  }
};

const checkForgeries = (rows: Rows, deeds: Deeds, report: Report): void => {
  if (deeds.forgedMarks.length === 0) return;
  const everything = JSON.stringify(rows.all);
  for (const mark of deeds.forgedMarks) {
    if (mark.startsWith('accepted') || mark.startsWith('answered')) report('W1', `the edge ${mark}`);
    else if (everything.includes(mark)) report('W1', `${mark}, which was forged, is in the table`);
  }
};

/** What is left in dead letters is what nobody could do anything with. */
const checkDeadLetters = ({ queues }: Universe, { poison }: Deeds, report: Report): void => {
  const dead = new Set<string>();
  for (const { name, deadLetters } of Object.values(queues)) {
    for (const { body } of deadLetters) {
      dead.add(`${name} ${body}`);
      if (!poison.has(`${name} ${body}`)) report('Q1', `${name} gave up ${body.slice(0, 300)}`);
    }
  }
  for (const one of poison) if (!dead.has(one)) report('Q2', `${one}, which nobody can read, is gone`);
};

/** No row of one business knows anything of another. */
const checkTenancy = ({ businesses }: Universe, { all }: Rows, report: Report): void => {
  if (businesses.length < 2) return;
  const names = businesses.map((business) => ({
    id: business.id,
    names: [business.id, business.billing.stripeCustomerId, ...business.agentIds, ...business.numbers],
  }));
  for (const row of all) {
    const owner = /^BIZ#([^#]+)#/.exec(String(row.pk))?.[1];
    if (owner === undefined) continue;
    const text = JSON.stringify(row);
    for (const { id, names: theirs } of names) {
      const found = id === owner ? undefined : theirs.find((name) => text.includes(`"${name}"`));
      if (found !== undefined) report('T1', `${row.pk} ${row.sk} holds ${found} of ${id}`);
    }
  }
};

const checkFailures = ({ functions }: Universe, report: Report): void => {
  for (const { functionName, error } of functions.failures) {
    // A service that fails is no bug of ours, and neither is an answer that cannot be read.
    if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) {
      report('E1', `${functionName} fails by a bug: ${error.stack?.split('\n').slice(0, 3).join(' ')}`);
    }
  }
};

/** What must hold once everything has come to rest. */
export const checkEnd = (universe: Universe, deeds: Deeds, report: Report): void => {
  const rows = sorted(universe.rows());
  checkBookings(universe, rows, deeds, report);
  checkCharges(universe, rows, deeds, report);
  checkTexts(universe, rows, report);
  checkConsents(universe, rows, report);
  checkSubscriptions(universe, rows, report);
  checkAudit(rows, report);
  checkWebhooks(universe, rows, report);
  checkForgeries(rows, deeds, report);
  checkDeadLetters(universe, deeds, report);
  checkTenancy(universe, rows, report);
  checkFailures(universe, report);
};
