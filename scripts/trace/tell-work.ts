import type { Telling } from './moment.ts';
import { LIVE_KINDS } from './tell-live.ts';
import { tellPassedOver, tellRow } from './tell-rows.ts';
import { tellTool } from './tell-tools.ts';
import { tellAttempt, tellWebhook, vendorName } from './tell-vendors.ts';
import { because } from './wording.ts';

/** The words for every kind of line; a kind that has none is told by its name and ids, never left out. */

const workerOf = (handler: string): string => handler.split('/').at(-1) ?? handler;

const published: Telling = ({ fields }) => ({
  who: 'bus',
  what: `announced ${String(fields.event)} [${String(fields.eventId)}]`,
  weight: 'plain',
});

const notAccepted: Telling = ({ fields }) => ({
  who: 'bus',
  what: `did not take ${String(fields.event)}: the due index announces it again [${String(fields.eventId)}]`,
  weight: 'bad',
});

const causeOf = (fields: Readonly<Record<string, unknown>>): string =>
  fields.event === undefined ? `an event of ${vendorName(fields.vendor)}` : String(fields.event);

const done: Telling = ({ handler, fields }) => {
  const again = Number(fields.delivery ?? 1) > 1 ? `, delivery ${String(fields.delivery)}` : '';
  const outcome = fields.outcome === undefined ? '' : `: ${String(fields.outcome)}`;
  return {
    who: 'worker',
    what: `${workerOf(handler)} is done with ${causeOf(fields)}${outcome} [${String(fields.milliseconds)} ms${again}]`,
    weight: 'machinery',
  };
};

const refused: Telling = ({ handler, fields }) => {
  const next =
    fields.worker === 'retry' ? 'it goes back to its queue' : 'it is dropped, nothing is lost by it';
  const why = fields.because === undefined ? '' : `, ${String(fields.because)}`;
  return {
    who: 'worker',
    what: `${workerOf(handler)} refused ${causeOf(fields)}: ${String(fields.code)}${why}; ${next}`,
    weight: 'bad',
  };
};

const failed: Telling = ({ handler, fields }) => {
  const error = (fields.error ?? {}) as { readonly name?: unknown; readonly message?: unknown };
  return {
    who: 'worker',
    what: `${workerOf(handler)} broke on ${causeOf(fields)} (${String(error.name)}); it goes back to its queue`,
    weight: 'bad',
  };
};

const setAside: Telling = ({ fields }) => ({
  who: 'table',
  what: `${String(fields.type)} of ${vendorName(fields.vendor)} set aside in quarantine, whole: no business is known yet for ${String(fields.awaits)}`,
  weight: 'bad',
});

const unreadable =
  (what: string, next: string): Telling =>
  ({ handler }) => ({
    who: 'worker',
    what: `${workerOf(handler)} could not read ${what}; ${next}`,
    weight: 'bad',
  });

const KINDS: Readonly<Record<string, Telling>> = {
  ...LIVE_KINDS,
  'call.answered': ({ fields }) => ({
    who: 'Retell',
    what: `rang: the agent was told whom it answers for and the next free times [${String(fields.milliseconds)} ms]`,
    weight: 'plain',
  }),
  'tool.answered': tellTool,
  'tool.failed': ({ fields }) => ({
    who: 'agent',
    what: `used ${String(fields.tool)}, which broke: the caller was offered a message instead`,
    weight: 'bad',
  }),
  'voice.refused': ({ fields }) => ({
    who: 'Retell',
    what: `sent a request that was refused: ${String(fields.code)}`,
    weight: 'bad',
  }),
  'webhook.accepted': tellWebhook,
  'webhook.refused': ({ fields }) => ({
    who: vendorName(fields.vendor),
    what: `sent a webhook that was refused: ${String(fields.code)}`,
    weight: 'bad',
  }),
  'api.answered': ({ fields }) => ({
    who: 'web',
    what: `asked for ${String(fields.route)} [${String(fields.milliseconds)} ms]`,
    weight: 'plain',
  }),
  'api.refused': ({ fields }) => ({
    who: 'web',
    what: `asked for ${String(fields.route)} and was refused: ${String(fields.code)}`,
    weight: 'plain',
  }),
  'api.failed': ({ fields }) => ({
    who: 'web',
    what: `asked for ${String(fields.route)}, which broke`,
    weight: 'bad',
  }),
  'webhook.attempted': ({ fields }) => ({
    who: 'worker',
    what: `told a partner's program, which ${String(fields.kind)} [${String(fields.milliseconds)} ms]`,
    weight: 'plain',
  }),
  'number.area-refused': ({ fields }) => ({
    who: 'Telnyx',
    what: `has no numbers in the area ${String(fields.areaCode)}`,
    weight: 'bad',
  }),
  'provisioning.more-than-a-page': ({ fields }) => ({
    who: 'Telnyx',
    what: `has ${String(fields.total)} of what was looked for, more than one look shows (${String(fields.operation)})`,
    weight: 'bad',
  }),
  'operator.looked': () => ({
    who: 'operator',
    what: 'looked at the business',
    weight: 'plain',
  }),
  'audit.chained': ({ fields }) => ({
    who: 'record',
    what: `holds what was decided, as link ${String(fields.seq)} of its chain`,
    weight: 'machinery',
  }),
  'health.degraded': () => ({ who: 'table', what: 'did not answer when it was asked', weight: 'bad' }),
  'limit.unknown': () => ({
    who: 'limits',
    what: 'could not be looked at; the request was let through',
    weight: 'bad',
  }),
  'beside.failed': () => ({
    who: 'function',
    what: 'could not note something that nobody waits for',
    weight: 'bad',
  }),
  'row.written': tellRow,
  'row.passed-over': tellPassedOver,
  'event.published': published,
  'event.not-accepted': notAccepted,
  'vendor.attempted': tellAttempt,
  'message.done': done,
  'message.refused': refused,
  'message.failed': failed,
  'message.unreadable': unreadable(
    'a message',
    'it goes back to its queue and in the end to the dead letters',
  ),
  'record.unreadable': unreadable('what the table said of a row', 'it is read again'),
  'due.unreadable': unreadable('a row that is due', 'it stays due and is looked at again in ten minutes'),
  'event.quarantined': setAside,
  // Its request is told of by `vendor.attempted`.
  'text.not-accepted': ({ fields }) => ({
    who: 'Telnyx',
    what: `did not take the text: ${String(fields.kind)}${because(fields.because)}`,
    weight: 'machinery',
  }),
  'text.search-failed': ({ fields }) => ({
    who: 'Telnyx',
    what: `could not tell whether the text went out${because(fields.because)}; it is asked again`,
    weight: 'bad',
  }),
};

const SAID_ALREADY = new Set(['correlationId', 'businessId']);

const unknown: Telling = ({ handler, message, fields }) => {
  const ids = Object.entries(fields).filter(
    ([name]) => /Id$|^code$|^because$/.test(name) && !SAID_ALREADY.has(name),
  );
  return {
    who: workerOf(handler),
    what: `${message}${ids.map(([name, value]) => ` ${name} ${String(value)}`).join(',')}`,
    weight: 'plain',
  };
};

export const tellLine: Telling = (line, setting) => (KINDS[line.message] ?? unknown)(line, setting);
