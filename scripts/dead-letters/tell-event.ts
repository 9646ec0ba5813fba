import { CloudGreetEvent } from '../../functions/contracts/events.ts';
import { idAt, known, type Told } from './told.ts';

/** Which part of a shape did not fit, never what stood there. */
const fieldsOf = (issues: readonly { readonly path: readonly PropertyKey[] }[]): string =>
  [...new Set(issues.map(({ path }) => path.join('.') || 'all of it'))].join(', ');

/** An event of ours, as the bus hands it to a worker's queue. */
export const tellEvent = (event: unknown): Told => {
  const read = CloudGreetEvent.safeParse(event);
  const ids = known({
    id: idAt(event, 'id'),
    business: idAt(event, 'businessId'),
    appointment: idAt(event, 'appointmentId'),
    fee: idAt(event, 'feeId'),
    text: idAt(event, 'textId'),
    alert: idAt(event, 'alertId'),
    call: idAt(event, 'callId'),
    correlation: idAt(event, 'correlationId'),
  });
  const name = idAt(event, 'name');
  return {
    what: name === undefined ? 'no event that we know' : `event ${name}`,
    ids,
    ...(!read.success && { unreadable: `not as we shape it (${fieldsOf(read.error.issues)})` }),
  };
};
