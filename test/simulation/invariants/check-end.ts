import { readResendEvent } from '../../../functions/adapters/resend/events.ts';
import { readRetellEvent } from '../../../functions/adapters/retell/events.ts';
import { readStripeEvent } from '../../../functions/adapters/stripe/events.ts';
import { readTelnyxEvent } from '../../../functions/adapters/telnyx/events.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import type { Acknowledged } from '../vendors/webhooks.ts';
import type { Deeds } from '../world/scene.ts';
import type { Row } from '../world/universe.ts';
import { checkAudit } from './audit.ts';
import { checkBookings } from './bookings.ts';
import { checkCharges } from './charges.ts';
import { checkConsents } from './consents.ts';
import { checkCustomers } from './customers.ts';
import { checkDailyCaps } from './daily-caps.ts';
import { checkReversals } from './reversals.ts';
import { checkServed, checkSubscriptions } from './subscriptions.ts';
import { checkTexts } from './texts.ts';
import type { Report } from './violation.ts';
import type { Witness } from './witness.ts';

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

export const sortRows = (all: readonly Row[]): Rows => {
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
const checkWebhooks = (witness: Witness, rows: Rows, report: Report): void => {
  const kept = new Set(
    rows.all.filter(({ pk }) => pk === 'QUARANTINE').map(({ eventId }) => String(eventId)),
  );
  const remembered = new Set(rows.all.map(({ pk }) => String(pk)).filter((pk) => pk.startsWith('INBOX#')));
  for (const event of witness.deliveries.acknowledged) {
    const id = eventIdOf(event);
    if (id === undefined || kept.has(id) || remembered.has(`INBOX#${event.vendor}#${id}`)) continue;
    report('W3', `${event.vendor}'s event ${id} was acknowledged and left nothing behind`);
  }
};

/** What a row of a forgery holds, whichever it is: looked for first, as few rows do and there may be many marks. */
const FORGED = 'forged';

const checkForgeries = ({ all }: Rows, { forgedMarks, forgeriesTaken }: Deeds, report: Report): void => {
  for (const taken of forgeriesTaken) report('W1', `the edge ${taken}`);
  if (forgedMarks.length === 0) return;
  const suspects = all.map((row) => JSON.stringify(row)).filter((row) => row.includes(FORGED));
  for (const mark of forgedMarks) {
    if (suspects.some((row) => row.includes(mark)))
      report('W1', `${mark}, which was forged, is in the table`);
  }
};

/** What is left in dead letters is what nobody could do anything with. */
const checkDeadLetters = ({ queues }: Witness, { poison }: Deeds, report: Report): void => {
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
const checkTenancy = ({ businesses }: Witness, { all }: Rows, report: Report): void => {
  if (businesses.length < 2) return;
  const ownerOf = new Map<string, string>();
  for (const { id, billing, agentIds, numbers, owner } of businesses) {
    const names = [id, billing.stripeCustomerId, owner.email, ...owner.phones, ...agentIds, ...numbers];
    for (const name of names) ownerOf.set(`"${name}"`, id);
  }
  for (const row of all) {
    const owner = /^BIZ#([^#]+)#/.exec(String(row.pk))?.[1];
    if (owner === undefined) continue;
    for (const [name] of JSON.stringify(row).matchAll(/"(?:[^"\\]|\\.)*"/g)) {
      const other: string = ownerOf.get(name) ?? owner;
      if (other !== owner) report('T1', `${row.pk} ${row.sk} holds ${name} of ${other}`);
    }
  }
};

/** A problem with a code that programs can read, and nothing of our insides. */
const checkRefusals = ({ edge }: Witness, report: Report): void => {
  for (const refusal of edge?.refusals ?? []) {
    const isCoded = /^\S+ \d{3} \{"title":"[a-z][a-z_]*","status":\d{3}\}$/.test(refusal);
    if (!isCoded) report('E1', `a refusal without a code: ${refusal.slice(0, 200)}`);
  }
};

const checkFailures = ({ functions }: Witness, report: Report): void => {
  for (const { functionName, error } of functions.failures) {
    // A service that fails is no bug of ours, and neither is an answer that cannot be read.
    if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) {
      report('E1', `${functionName} fails by a bug: ${error.stack?.split('\n').slice(0, 3).join(' ')}`);
    }
  }
};

/** What must hold once everything has come to rest. */
export const checkEnd = (witness: Witness, deeds: Deeds, report: Report): void => {
  const rows = sortRows(witness.rows());
  checkBookings(witness, rows, deeds, report);
  checkCharges(witness, rows, deeds, report);
  checkTexts(witness, rows, deeds, report);
  checkDailyCaps(witness, report);
  checkConsents(witness, rows, report);
  checkCustomers(rows, report);
  checkSubscriptions(witness, rows, report);
  checkServed(witness, rows, deeds, report);
  checkReversals(witness, rows, report);
  checkAudit(rows, report);
  checkWebhooks(witness, rows, report);
  checkForgeries(rows, deeds, report);
  checkDeadLetters(witness, deeds, report);
  checkTenancy(witness, rows, report);
  checkFailures(witness, report);
  checkRefusals(witness, report);
};
