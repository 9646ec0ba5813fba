import type { Mutant } from './mutant.ts';

const APPOINTMENTS = 'functions/adapters/dynamodb/appointments.ts';
const DAYS = 'functions/adapters/dynamodb/day-documents.ts';
const MAKE = 'functions/domain/appointment/make-appointment.ts';

/** What people of a business do with its appointments. */
export const ownAppointmentMutants: readonly Mutant[] = [
  {
    name: 'frees nothing when an appointment is moved within a day',
    file: DAYS,
    find: `        ...(removes.length > 0 ? [\`REMOVE \${removes.join(',')}\`] : []),\n`,
    replace: '',
    breaks: ['B6'],
  },
  {
    name: 'announces no move',
    file: APPOINTMENTS,
    find: "        news(to, 'moved', appointmentMoved(ids, to, to.movedAt ?? to.bookedAt)),\n",
    replace: '',
    breaks: ['S2'],
  },
  {
    name: 'says that an appointment is moved, whatever became of it',
    file: APPOINTMENTS,
    find: '      return because;\n    },\n\n    async cancel(',
    replace: "      return 'moved';\n    },\n\n    async cancel(",
    breaks: ['B2'],
  },
  {
    name: 'makes an appointment anew each time that it is asked for',
    file: MAKE,
    find: 'const idOf = ({ businessId, occasion }: MakingRequest,',
    replace: 'const idOf = ({ businessId, occasion, nowMs }: MakingRequest,',
    also: [
      {
        find: 'ids.madeAppointment({ businessId, occasion, serviceId',
        replace: 'ids.madeAppointment({ businessId, occasion: [occasion, nowMs].join(), serviceId',
      },
    ],
    breaks: ['I1'],
  },
  {
    name: 'texts whoever is written down at the counter',
    file: MAKE,
    find: "textConsent: (await deps.consents.find(businessId, phone))?.state === 'opted_in',",
    replace: 'textConsent: true,',
    breaks: ['S5'],
  },
];
