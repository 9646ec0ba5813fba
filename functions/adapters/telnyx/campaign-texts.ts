import type { Sender } from '../../domain/provision/ports.ts';

/** Carriers cut what is longer. */
const LONGEST_NAME = 60;

const written = (e164: string): string => e164.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');

/**
 * What carriers are told of a business's texts, and it is what is sent: the words of domain/text, with an example in each
 * place. A test holds the two together; a campaign that says other words than it sends is ended by the carriers.
 */
export const campaignTexts = (sender: Sender) => {
  const name = sender.displayName.slice(0, LONGEST_NAME);
  const stop = 'Reply STOP to opt out.';
  return {
    description:
      `${name} takes calls about its services with an automated receptionist. Customers who book an appointment on ` +
      'such a call, or whose appointment is moved, get one text each time with its date, time, place and confirmation code. ' +
      'No advertising is sent.',
    messageFlow:
      `Customers call the phone number of ${name} and book an appointment by voice. Before it is booked the receptionist ` +
      'asks whether a text with the details may go to the number that they name, and one is sent only where they say yes ' +
      'or ask for it later in the call. The answer is recorded with the call. Consent is no condition of a booking. ' +
      'Customers may reply STOP at any time, HELP for help and START to get texts again.',
    sample1: `${name}: Repair visit, Tue, Nov 24 at 9:00 AM. 12 Oak St, Austin. Confirmation code K7QF2M. ${stop}`,
    sample2:
      `${name}: Repair visit, new time Wed, Nov 25 at 10:30 AM. 12 Oak St, Austin. ` +
      `Confirmation code K7QF2M. ${stop}`,
    optinMessage: `${name}: You will get texts about your appointments again. Reply HELP for help, STOP to opt out.`,
    optoutMessage: `${name}: You are opted out and will get no more texts from us. Reply START to get them again.`,
    helpMessage: `${name}: Texts about your appointments. Call us at ${written(sender.phone)} for help. ${stop}`,
    optinKeywords: 'START,UNSTOP',
    optoutKeywords: 'STOP,STOPALL,UNSUBSCRIBE,CANCEL,END,QUIT',
    helpKeywords: 'HELP',
    embeddedLink: false,
    /** Only the answer to HELP names a number to call. */
    embeddedPhone: false,
  } as const;
};
