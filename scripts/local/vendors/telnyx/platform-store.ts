import { groupParam, type Params, textParam } from '../bracket-params.ts';
import type { Reply } from '../simulator.ts';
import type { Clock } from '../vendor-model.ts';
import { answerData, decline } from './api-call.ts';
import { telnyxInstant } from './message.ts';

export type Wire = Record<string, unknown> & { readonly id: string };
export type Group = Readonly<Record<string, unknown>>;

export const created = (data: object): Reply => ({ ...answerData(data), status: 201 });

export const named = (all: ReadonlyMap<string, Wire>, id: string | undefined, pointer?: string): Wire => {
  const one = all.get(id ?? '');
  if (one === undefined) throw decline(pointer ? 422 : 404, '10005', pointer ? { source: { pointer } } : {});
  return one;
};

export const like = (all: ReadonlyMap<string, Wire>, field: string, part: string | undefined): Wire[] =>
  [...all.values()].filter((one) => part === undefined || String(one[field]).includes(part));

/** `filter[name][contains]`. */
export const partIn = (query: Params, field: string): string | undefined =>
  textParam(groupParam(groupParam(query, 'filter'), field), 'contains');

export const PAGE = ['page[number]', 'page[size]'];

/** How objects are put into an account's books, and changed there. */
export const keeping = (clock: Clock) => {
  const now = (): string => telnyxInstant(clock.now());
  return {
    keep(all: Map<string, Wire>, id: string, kind: string, body: object): Wire {
      const wire = { record_type: kind, created_at: now(), updated_at: now(), ...body, id };
      all.set(id, wire);
      return wire;
    },
    /** What a group does not name stays in it. */
    change(wire: Wire, body: Group): Wire {
      const groups = ['inbound', 'outbound', 'sms', 'call'].flatMap((name) =>
        body[name] ? [[name, { ...(wire[name] as Group | undefined), ...(body[name] as Group) }]] : [],
      );
      return Object.assign(wire, body, Object.fromEntries(groups), { updated_at: now() });
    },
  };
};

/** Takes one out of its books, and answers what it was. */
export const taken = (all: Map<string, Wire>, id: string | undefined): Wire => {
  const wire = named(all, id);
  all.delete(wire.id);
  return wire;
};
