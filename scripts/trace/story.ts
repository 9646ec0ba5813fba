import type { Found } from './gather.ts';
import type { Moment, Setting } from './moment.ts';
import type { LogLine } from './source.ts';
import { summaryOf } from './summary.ts';
import { tellLine } from './tell-work.ts';

/** A call from the first ring to the last effect. */
export type Story = {
  readonly callId: string;
  readonly businessId: string | undefined;
  readonly businessName: string | undefined;
  readonly zone: string;
  /** Milliseconds since 1970, of the first line. */
  readonly startedAt: number | undefined;
  readonly summary: readonly string[];
  readonly moments: readonly (Moment & { readonly line: LogLine })[];
};

type Service = { readonly id: string; readonly name: string };

const zoneOf = ({ business, lines }: Found): string => {
  const logged = lines.find(({ fields }) => typeof fields.zone === 'string')?.fields.zone;
  return String(business?.zone ?? logged ?? 'UTC');
};

/** Two lines of one millisecond come in the order in which one leads to the other. */
const ORDER = [
  'call.answered',
  'webhook.accepted',
  'vendor.attempted',
  'row.written',
  'tool.answered',
  'event.published',
];
const rank = ({ message }: LogLine): number =>
  ORDER.includes(message) ? ORDER.indexOf(message) : ORDER.length;

/** Tells what was found, in order of time. Pure: the same lines and rows are the same story. */
export const storyOf = (found: Found): Story => {
  const zone = zoneOf(found);
  const services = (found.business?.services ?? []) as readonly Service[];
  const setting: Setting = {
    zone,
    serviceName: (id) => services.find((service) => service.id === id)?.name ?? String(id ?? 'a service'),
    rivalOf: (line) => found.rivals.get(line.at),
  };
  const lines = [...found.lines].sort((one, other) => one.at - other.at || rank(one) - rank(other));
  const name = found.business?.name;
  return {
    callId: found.callId,
    businessId: found.businessId,
    businessName: typeof name === 'string' ? name : undefined,
    zone,
    startedAt: lines[0]?.at,
    summary: summaryOf(found, setting),
    moments: lines.flatMap((line) => {
      const told = tellLine(line, setting);
      return told ? [{ at: line.at, ...told, line }] : [];
    }),
  };
};
