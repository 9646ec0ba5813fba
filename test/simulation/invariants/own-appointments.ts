import type { Exchange } from '../cloud/api.ts';
import type { Row, Universe } from '../world/universe.ts';
import { movesOf, type Places } from './places.ts';
import type { Report } from './violation.ts';

const CHANGES = new Set<string>(['makeAppointment', 'moveAppointment', 'cancelAppointment']);
const isDone = ({ status }: Exchange): boolean => status === 200 || status === 201;

/** What people of a business are told of appointments that they make, move and cancel. */
export const watchOwnAppointments = (universe: Universe, places: Places, report: Report) => {
  const all: Exchange[] = [];
  const rowOf = ({ path, answer }: Exchange): Row | undefined =>
    universe.row(`BIZ#${path?.businessId}#APPOINTMENTS`, String(path?.appointmentId ?? answer.id));

  /** What was accepted is so, or was so until somebody changed it. */
  const accepted = (exchange: Exchange): void => {
    const { route, answer } = exchange;
    const told = `who asked ${route} was told ${answer.id} in version ${answer.version} at ${answer.startsAt}`;
    const place = places.get(String(answer.id))?.get(Number(answer.version));
    if (place?.startsAt !== answer.startsAt || place?.crewId !== answer.crewId)
      report('B2', `${told}, which is at ${place?.startsAt}`);
    if (route === 'cancelAppointment' && rowOf(exchange)?.status !== 'cancelled')
      report('B2', `${told}, which is not cancelled`);
  };

  universe.api.watch((exchange) => {
    if (!CHANGES.has(exchange.route)) return;
    all.push(exchange);
    if (isDone(exchange)) accepted(exchange);
    if (exchange.answer.title === 'appointment_cancelled' && rowOf(exchange)?.status !== 'cancelled')
      report('B2', `${exchange.path?.appointmentId} is said to be cancelled, and is not`);
  });

  /** Of whom there are keys: what was made by them, or moved, is no more than they asked for. */
  const keysOf = (isIt: (exchange: Exchange) => boolean): number =>
    new Set(all.filter(isIt).map(({ personId, key }) => `${personId} ${key}`)).size;

  const check = (): void => {
    const rows = universe
      .rows()
      .filter(({ pk, sk }) => /#APPOINTMENTS$/.test(String(pk)) && !/#/.test(String(sk)));
    for (const person of new Set(rows.flatMap(({ madeBy }) => (madeBy === undefined ? [] : [madeBy])))) {
      const made = rows.filter(({ madeBy }) => madeBy === person).length;
      const keys = keysOf(({ route, personId }) => route === 'makeAppointment' && personId === person);
      if (made > keys) report('I1', `${person} made ${made} appointments under ${keys} keys`);
    }
    for (const row of rows) {
      const keys = keysOf(({ route, path }) => route === 'moveAppointment' && path?.appointmentId === row.id);
      if (movesOf(row) > keys) report('I1', `${row.id} was moved ${movesOf(row)} times under ${keys} keys`);
    }
  };

  const done = (name: string) => all.filter((one) => one.route === name && isDone(one)).length;
  return {
    check,
    seen: (): Record<string, number> => ({
      'appointments made by hand': done('makeAppointment'),
      'appointments moved': done('moveAppointment'),
      'appointments cancelled by hand': done('cancelAppointment'),
      'times that people found taken': all.filter(({ answer }) => answer.title === 'slot_taken').length,
    }),
  };
};
