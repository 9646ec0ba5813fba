import type { Mutant } from './mutant.ts';

const SEE = 'functions/domain/customer/see-customer.ts';

/** Whom a business has to do with. */
export const customerMutants: readonly Mutant[] = [
  {
    name: 'notes a caller with the first report only, whoever died with it',
    file: 'functions/domain/call/record-call.ts',
    find: "if (outcome === 'repeated' || !tellsOfCaller(call)) await see(told);",
    replace: 'if (!tellsOfCaller(call) && call === undefined) await see(told);',
    breaks: ['K1'],
  },
  {
    name: 'takes everybody who booked in a call for its caller',
    file: SEE,
    find: 'if (appointment?.callId === id && appointment.customer.phone === from) return;',
    replace: 'if (appointment?.callId === id) return;',
    breaks: ['K1'],
  },
  {
    name: 'knows a customer by the first name they gave',
    file: 'functions/domain/customer/customer.ts',
    find: 'const isNamed = isBooking &&',
    replace: 'const isNamed = isBooking && before.namedAt === undefined &&',
    breaks: ['K1'],
  },
];
