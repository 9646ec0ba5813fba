import type { Mutant } from './mutant.ts';

const APPOINTMENTS = 'functions/adapters/dynamodb/appointments.ts';
const DAYS = 'functions/adapters/dynamodb/day-documents.ts';
const BOOK = 'functions/domain/appointment/book-appointment.ts';

export const bookingMutants: readonly Mutant[] = [
  {
    name: 'reads whether a time is free, then writes',
    file: APPOINTMENTS,
    find: `        ...cells.map((day: DayCells) =>
          takeQuarters(table, appointment.businessId, dayOffsetMinutes, appointment.crewId, day),
        ),`,
    replace: `        ...(await Promise.all(cells.map(async (day: DayCells) => {
          const { Update } = takeQuarters(table, appointment.businessId, dayOffsetMinutes, appointment.crewId, day);
          const { ConditionExpression, ...rest } = Update!;
          const { Item = {} } = await db.send(new GetCommand({ TableName: table, Key: rest.Key, ConsistentRead: true }));
          const isTaken = day.quarters.some((quarter) => \`\${appointment.crewId}q\${quarter}\` in Item);
          return isTaken ? { Update } : { Update: rest };
        }))),`,
    breaks: ['B1', 'B6'],
  },
  {
    name: 'holds only the quarter in which an appointment starts',
    file: DAYS,
    find: `ConditionExpression: quarters
        .flatMap(`,
    replace: `ConditionExpression: quarters
        .slice(0, 1)
        .flatMap(`,
    breaks: ['B1', 'B6'],
  },
  {
    name: 'frees nothing when an appointment is cancelled',
    file: APPOINTMENTS,
    find: `        ...cells.map((day: DayCells) => freeQuarters(table, appointment.businessId, appointment.crewId, day)),
`,
    replace: '',
    breaks: ['B6'],
  },
  {
    name: 'cancels whatever version there is, and frees its quarters again',
    file: APPOINTMENTS,
    find: "ConditionExpression: '#status = :booked AND #version = :version',",
    replace: "ConditionExpression: '#status = :booked OR #version >= :version',",
    breaks: ['B6', 'B5', 'A1'],
  },
  {
    name: 'writes the fee after the booking instead of with it',
    file: APPOINTMENTS,
    find: `      if (outcome.kind === 'committed') {
        written(appointmentLine(appointment));`,
    replace: `      if (outcome.kind === 'committed') {
        if (row) await transact(db, [{ Put: { TableName: table, Item: row } }], waiting);
        written(appointmentLine(appointment));`,
    breaks: ['C1', 'C2'],
  },
  {
    name: 'announces no booking',
    file: APPOINTMENTS,
    find: '              ...announces(appointmentBooked(ids, appointment)),\n',
    replace: '',
    breaks: ['S2'],
  },
  {
    name: 'names an appointment after the tool call',
    file: BOOK,
    find: '{ businessId, call }: BookingRequest,',
    replace: '{ businessId, call, toolCallId }: BookingRequest,',
    also: [
      {
        find: ') => ids.appointment({ businessId, callId: call.id, serviceId',
        replace:
          ') => ids.appointment({ businessId, callId: (call.id + toolCallId) as typeof call.id, serviceId',
      },
    ],
    breaks: ['B2', 'B3'],
  },
  {
    name: 'takes quarters by the wall clock',
    file: BOOK,
    find: 'const cells = cellsOf(startsAtMs, service.durationMinutes, business.dayOffsetMinutes);',
    replace: `const wall = localDateTime(business.zone, startsAtMs);
    const cells = cellsOf(Date.parse(\`\${wall}Z\`), service.durationMinutes, 0);`,
    breaks: ['B6', 'B1'],
  },
  {
    name: 'books offers that were never made',
    file: 'functions/domain/schedule/offer.ts',
    find: 'keys.some((key) => codeOf(by, key, terms, { startsAtMs, crewId }, step) === code),',
    replace:
      'keys.some((key) => codeOf(by, key, terms, { startsAtMs, crewId }, step).length === code.length),',
    breaks: ['B4'],
  },
  {
    name: 'reads a repeated hour as if it came once',
    file: 'functions/domain/schedule/offer.ts',
    find: "return letter ? instants.slice(letter === 'A' ? 0 : 1, letter === 'A' ? 1 : 2) : instants;",
    replace: 'return instants.slice(0, 1);',
    breaks: ['B7'],
  },
  {
    name: 'takes a repeat for a time that somebody else has',
    file: APPOINTMENTS,
    find: "if (existing) return { kind: 'exists', appointment: nounOf<Appointment>(existing) };",
    replace: '',
    breaks: ['B2'],
  },
  {
    name: 'opens earlier than the business does',
    file: 'functions/domain/schedule/availability.ts',
    find: 'for (let at = startMs; at < endMs',
    replace: 'for (let at = startMs - 3_600_000; at < endMs',
    breaks: ['B4'],
  },
  {
    name: 'puts no booking on record',
    file: APPOINTMENTS,
    find: '[...items, auditPut(table, entry)]',
    replace: "(entry.what === 'appointment.booked' ? items : [...items, auditPut(table, entry)])",
    breaks: ['A1'],
  },
  {
    name: 'confirms before the booking is stored',
    file: BOOK,
    find: 'const outcome = await deps.appointments.commit(appointment, cells, fee, business.dayOffsetMinutes);',
    replace: `const writing = deps.appointments.commit(appointment, cells, fee, business.dayOffsetMinutes);
      writing.catch(() => undefined);
      const outcome = { kind: 'booked' } as Awaited<typeof writing>;`,
    breaks: ['B2'],
  },
  {
    name: 'gives each tool call an appointment and a crew member of its own',
    file: BOOK,
    find: 'const { startsAtMs, crewId } = reading.offer;',
    replace: `const { startsAtMs } = reading.offer;
    const own = request.toolCallId ?? 'x';
    const crewId = crewIds[own.charCodeAt(own.length - 1) % crewIds.length] ?? 'a';`,
    also: [
      {
        find: '{ businessId, call }: BookingRequest,',
        replace: '{ businessId, call, toolCallId }: BookingRequest,',
      },
      {
        find: ') => ids.appointment({ businessId, callId: call.id, serviceId',
        replace:
          ') => ids.appointment({ businessId, callId: (call.id + toolCallId) as typeof call.id, serviceId',
      },
    ],
    breaks: ['B3', 'B2'],
  },
  {
    name: 'tells the caller that a cancelled appointment stands',
    file: BOOK,
    find: 'if (isLive(outcome.appointment)) {',
    replace: 'if (outcome.appointment) {',
    breaks: ['B2'],
  },
  {
    name: 'starts counting versions anew when an appointment is cancelled',
    file: 'functions/domain/appointment/appointment.ts',
    find: 'version: appointment.version + 1,',
    replace: 'version: 0,',
    breaks: ['B5'],
  },
  {
    name: 'breaks down while it tells the loser of a race what is free',
    file: 'functions/domain/agent/answer-booking.ts',
    find: 'const { slots } = found;',
    replace: 'const { slots } = (found as never as { missing: typeof found }).missing;',
    breaks: ['E3'],
  },
];
