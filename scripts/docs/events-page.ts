import * as z from 'zod';
import { CloudGreetEvent, EVENT_SOURCE, type EventName } from '../../functions/contracts/events.ts';
import { EVENT_MEANINGS } from './event-meanings.ts';

export type SourceFile = { readonly path: string; readonly text: string };

type Schema = {
  readonly properties: Readonly<Record<string, { pattern?: string; const?: unknown; maxLength?: number }>>;
  readonly required: readonly string[];
};

const COMMON: Readonly<Record<string, string>> = {
  v: 'version of the shape, 1',
  id: '`evt_…`, derived from what happened: the same fact has the same id',
  name: 'the name below',
  businessId: '`biz_…`; of a person alone there is none',
  at: 'when, ISO instant in UTC',
  correlationId: 'the call it belongs to, or `<vendor>:<event id>`; may be absent',
};

/** `apt_…` of `^apt_[0-9A-Za-z]{6,40}$`. */
const formOf = ({ pattern }: { pattern?: string }): string => {
  const [, prefix] = /^\^(\w+_)\[/.exec(pattern ?? '') ?? [];
  return prefix ? ` \`${prefix}…\`` : '';
};

const factsOf = (schema: Schema): string =>
  Object.entries(schema.properties)
    .filter(([name]) => !(name in COMMON))
    .map(
      ([name, field]) =>
        `\`${name}\`${formOf(field)}${schema.required.includes(name) ? '' : ', may be absent'}`,
    )
    .join('; ') || 'none';

const linked = (path: string): string =>
  `[${path.replace(/^functions\//, '').replace(/\.ts$/, '')}](../${path})`;

/** Every event on the bus: what it says, who makes it, who acts on it. */
export const eventsPage = (
  sources: readonly SourceFile[],
  consumers: ReadonlyMap<string, readonly string[]>,
): string => {
  const rows = CloudGreetEvent.def.options.map((option) => {
    const name = [...option.def.shape.name.def.values][0] as EventName;
    const makers = sources
      .filter(({ text }) => text.includes(`ids.event('${name}'`))
      .map(({ path }) => linked(path));
    const acting = (consumers.get(name) ?? []).map((handler) => linked(`functions/handlers/${handler}.ts`));
    const facts = factsOf(z.toJSONSchema(option, { unrepresentable: 'any' }) as unknown as Schema);
    return `| \`${name}\` | ${EVENT_MEANINGS[name]} | ${facts} | ${makers.join(', ') || 'nobody yet'} | ${acting.join(', ') || 'nobody yet'} |`;
  });
  return [
    '# Events',
    '',
    `What the system tells itself, on the bus, with source \`${EVENT_SOURCE}\` and the name as detail type. Events carry ids and nothing personal: who acts on one reads the row. Shapes: [contracts/events.ts](../functions/contracts/events.ts). Each may come more than once and in any order.`,
    '',
    'Every event has:',
    '',
    ...Object.entries(COMMON).map(([field, meaning]) => `- \`${field}\`: ${meaning}`),
    '',
    '| name | means | facts of its own | made in | acted on by |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
};
