import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { ChangeRecord } from '../../../scripts/local/dynamodb/memory-store.ts';
import type { Deeds } from '../world/scene.ts';
import type { Row, Universe } from '../world/universe.ts';
import { firstStartOf, keepPlace } from './places.ts';
import type { Report } from './violation.ts';

const FEE_MOVES: Readonly<Record<string, readonly string[]>> = {
  owed: ['owed', 'charged', 'declined', 'waived'],
  declined: ['declined', 'charged', 'waived'],
  charged: ['charged'],
  waived: ['waived'],
};

/** Ten minutes, less what clocks may differ. */
const OFFERS_LIVE_MS = 9 * 60_000;

type Span = { readonly from: number; readonly to: number };

const spanOf = (appointment: Row): Span => {
  const from = Date.parse(String(appointment.startsAt));
  return { from, to: from + Number(appointment.durationMinutes) * 60_000 };
};

const plain = (image: ChangeRecord['newImage']): Row | undefined => image && unmarshall(image as never);

/** Looks at every change of a row in the moment it is made: what must hold always, and not only in the end. */
export const watchRows = (universe: Universe, deeds: Deeds, report: Report): void => {
  /** Live appointments of each crew member, by id. */
  const live = new Map<string, Map<string, Span>>();
  /** When what a call had booked was no longer so: cancelled, or moved. */
  const endedAt = new Map<string, number>();
  /** What each call holds, by business, call and start. */
  const holding = new Map<string, string>();

  const appointment = (was: Row | undefined, is: Row): void => {
    const crew = `${is.businessId} ${is.crewId}`;
    const spans = live.get(crew) ?? new Map<string, Span>();
    live.set(crew, spans);
    const id = String(is.id);
    if (was?.status === 'cancelled' && is.status === 'booked')
      report('B5', `${id} is booked again after it was cancelled`);
    if (was && Number(is.version) < Number(was.version))
      report('B5', `${id} goes back to version ${is.version}`);
    keepPlace(deeds.places, is);
    const isMoved = firstStartOf(is) !== is.startsAt || is.movedAt !== undefined;
    const held = `${is.businessId} ${is.callId} ${firstStartOf(is)}`;
    if (was && (was.crewId !== is.crewId || was.startsAt !== is.startsAt))
      live.get(`${was.businessId} ${was.crewId}`)?.delete(id);
    if (is.status !== 'booked') {
      spans.delete(id);
      // Its marks may still change when the same time has been booked again.
      if (holding.get(held) === id) holding.delete(held);
      if (!endedAt.has(id)) endedAt.set(id, universe.kernel.now);
      return;
    }
    if (!isMoved) holding.set(held, id);
    else if (holding.get(held) === id) holding.delete(held);
    const span = spanOf(is);
    for (const [other, { from, to }] of spans) {
      if (other !== id && span.from < to && from < span.to) {
        report(
          'B1',
          `${id} and ${other} of ${crew} overlap at ${new Date(Math.max(span.from, from)).toISOString()}`,
        );
      }
    }
    spans.set(id, span);
  };

  const text = (was: Row | undefined, is: Row): void => {
    if (is.state !== 'sending' || was?.state === 'sending') return;
    const to = String((is.message as Row | undefined)?.to);
    const consent = consentOf(String(is.businessId), to);
    if (is.kind === 'confirmation' && consent?.state === 'opted_out') {
      report('S3', `text ${is.id} is claimed for ${to}, who has said stop to ${is.businessId}`);
    }
  };

  const consentOf = (businessId: string, phone: string): Row | undefined =>
    universe.row(`BIZ#${businessId}#CONSENT`, universe.fingerprint(businessId, phone));

  const consent = (was: Row | undefined, is: Row): void => {
    if (is.expiresAt !== undefined) report('O1', `the consent ${is.sk} expires`);
    if (was?.state !== 'opted_out' || is.state !== 'opted_in') return;
    const known = [...deeds.startsSaid].some((said) => {
      const [businessId = '', phone = ''] = said.split(' ');
      return is.businessId === businessId && is.sk === universe.fingerprint(businessId, phone);
    });
    if (!known) report('O1', `the opt-out ${is.sk} of ${is.businessId} ends and nobody said START`);
  };

  const fee = (was: Row | undefined, is: Row): void => {
    if (was && !FEE_MOVES[String(was.state)]?.includes(String(is.state))) {
      report('C2', `fee ${is.id} goes from ${was.state} to ${is.state}`);
    }
    if (was?.invoiceId !== undefined && is.invoiceId !== was.invoiceId) {
      report('C1', `fee ${is.id} changes its invoice from ${was.invoiceId} to ${is.invoiceId}`);
    }
  };

  const offered = new Map<string, { readonly startsAt: string; readonly at: number }>();
  universe.watchHeard(({ at, askedAt, businessId, callId, tool, args, answer, isTroubled }) => {
    if (answer?.code === 'internal' && !isTroubled) {
      report('E3', `${callId} hears of trouble from ${tool}, and there was none`);
    }
    for (const slot of answer?.slots ?? []) {
      offered.set(`${callId} ${slot.slot_id}`, { startsAt: slot.starts_at, at });
    }
    const offer = offered.get(`${callId} ${args.slot_id}`);
    if (offer === undefined) return;
    const isRefused = answer?.code === 'offer_invalid' || answer?.code === 'offer_expired';
    if (isRefused && at - offer.at < OFFERS_LIVE_MS - 2 * universe.skewMs && !isTroubled) {
      report('B7', `${callId} is refused ${args.slot_id}, which it was offered: ${answer?.code}`);
    }
    const id = holding.get(`${businessId} ${callId} ${offer.startsAt}`);
    const told = answer?.ok === true ? answer.booking_id : undefined;
    // Whoever repeats what has been moved is told where it is now.
    const been = [...(deeds.places.get(String(told))?.values() ?? [])];
    // Also where it has been moved back to.
    const isMoved = been.some(
      ({ startsAt }, index) =>
        index > 0 && startsAt === answer?.starts_at && startsAt !== been[index - 1]?.startsAt,
    );
    if (told !== undefined && told !== id && !isMoved && (endedAt.get(told) ?? 0) < askedAt) {
      report('B2', `${callId} is told that ${told} stands, and it does not`);
    }
    if (answer?.code === 'slot_taken' && id !== undefined) {
      report('B2', `${callId} is told that ${offer.startsAt} is taken, and holds it by ${id}`);
    }
  });

  universe.watch(({ keys, newImage, oldImage }) => {
    const pk = String(keys.pk?.S);
    const sk = String(keys.sk?.S);
    const [kind, businessId, partition] = pk.split('#');
    if (kind !== 'BIZ') return;
    if (partition === 'AUDIT' && (oldImage !== undefined || newImage === undefined)) {
      report('A1', `the audit entry ${sk} is changed`);
    }
    if (newImage === undefined) {
      if (partition === 'CONSENT') report('O1', `${sk} of ${businessId} is deleted`);
      return;
    }
    const owner = newImage.businessId?.S;
    if (owner !== undefined && owner !== businessId) report('T1', `${pk} ${sk} names ${owner}`);
    const judge =
      partition === 'CONSENT' && !sk.startsWith('EMAIL#')
        ? consent
        : partition === 'APPOINTMENTS'
          ? judgeOf(sk)
          : undefined;
    judge?.(plain(oldImage), plain(newImage) ?? {});
  });

  const judgeOf = (sk: string) => {
    if (sk.endsWith('#FEE')) return fee;
    if (sk.includes('#TEXT#')) return text;
    return sk.includes('#') ? undefined : appointment;
  };
};
