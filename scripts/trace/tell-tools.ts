import type { Telling } from './moment.ts';
import type { LogLine } from './source.ts';
import { because, dayAndTime, offeredTimes, span } from './wording.ts';

/** What the agent did in the call, and what it was told. */

const offers = ({ fields }: LogLine): string[] =>
  Array.isArray(fields.offers) && fields.offers.length > 0 ? [`offers ${fields.offers.join('  ')}`] : [];

const wishIn = ({ fields }: LogLine): string => {
  const {
    date_from: from,
    date_to: to,
    part_of_day: part,
    time,
  } = (fields.wished ?? {}) as Record<string, string>;
  const days = from === undefined ? undefined : to === undefined || to === from ? from : `${from} to ${to}`;
  const wish = [days, part, time].filter((word) => word !== undefined).join(' ');
  return wish === '' ? 'at any time' : `on ${wish}`;
};

const refused = ({ fields }: LogLine, wanted: string): string => {
  const { code, because: reason, fields: names, services } = fields;
  const why = Array.isArray(names) && names.length > 0 ? `: ${names.join(', ')}` : because(reason);
  const known = Array.isArray(services) ? `; there are ${services.join(', ')}` : '';
  return `${wanted} and was refused: ${String(code)}${why}${known}`;
};

const lookedUp: Telling = (line, { serviceName }) => {
  const { ok, serviceId, freeTimes, asWished } = line.fields;
  if (ok !== true) return { who: 'agent', what: refused(line, 'looked up free times'), weight: 'bad' };
  const others = asWished === false ? ', none as wished; the nearest' : '';
  return {
    who: 'agent',
    what: `looked up ${serviceName(serviceId)} ${wishIn(line)}: ${String(freeTimes)} free times${others}; offered ${offeredTimes(line.fields.offers)}`,
    details: offers(line),
    weight: 'plain',
  };
};

const lost: Telling = (line, { zone, serviceName, rivalOf }) => {
  const { serviceId, startsAt, offers: instead } = line.fields;
  const wanted = `${serviceName(serviceId)} on ${dayAndTime(zone, String(startsAt))}`;
  const rival = rivalOf(line);
  const before = rival?.bookedAt === undefined ? '' : `, ${span(line.at - rival.bookedAt)} before`;
  const taken = rival
    ? `appointment ${rival.appointmentId} of another call had taken that time${before}`
    : 'that time was no longer free';
  return {
    who: 'agent',
    what: `wanted to book ${wanted} and was refused: slot_taken. Two callers wanted it: ${taken}. Offered instead: ${offeredTimes(instead)}`,
    details: offers(line),
    weight: 'bad',
  };
};

const booked: Telling = (line, setting) => {
  const { ok, code, appointmentId, serviceId, startsAt, isRepeat } = line.fields;
  if (code === 'slot_taken') return lost(line, setting);
  if (ok !== true) return { who: 'agent', what: refused(line, 'wanted to book'), weight: 'bad' };
  const what = `${setting.serviceName(serviceId)} on ${dayAndTime(setting.zone, String(startsAt))}`;
  return isRepeat === true
    ? {
        who: 'agent',
        what: `asked again for what it had booked and was given the first answer: appointment ${String(appointmentId)}`,
        weight: 'plain',
      }
    : { who: 'agent', what: `booked ${what}: appointment ${String(appointmentId)}`, weight: 'good' };
};

const texted: Telling = (line) => {
  const { ok, appointmentId, textState } = line.fields;
  if (ok !== true)
    return { who: 'agent', what: refused(line, 'asked for the confirmation text'), weight: 'bad' };
  return {
    who: 'agent',
    what: `asked for the confirmation text of appointment ${String(appointmentId)} (${String(textState)})`,
    weight: 'plain',
  };
};

const TOOLS: Readonly<Record<string, Telling>> = {
  lookup_availability: lookedUp,
  book_appointment: booked,
  send_booking_sms: texted,
};

export const tellTool: Telling = (line, setting) => {
  const tool = String(line.fields.tool);
  const told = TOOLS[tool]?.(line, setting) ?? {
    who: 'agent',
    what: `used ${tool}: ${line.fields.ok === true ? 'ok' : String(line.fields.code)}`,
    weight: line.fields.ok === true ? ('plain' as const) : ('bad' as const),
  };
  return { ...told, what: `${told.what} [${String(line.fields.milliseconds)} ms]` };
};
