import { FIRE, GAS, MEDICAL } from '../dangers.ts';
import type { TradePack } from '../trade-pack.ts';
import { MONDAY_TO_FRIDAY, on } from '../usual-hours.ts';

/** For a trade that we know nothing of. */
export const general: TradePack = {
  id: 'general',
  version: 1,
  name: 'Other services',
  aliases: ['other', 'services', 'handyman', 'local services'],
  worksAt: 'customer',
  hours: on(MONDAY_TO_FRIDAY, '09:00', '17:00'),
  services: [
    { id: 'appointment', name: 'Appointment', durationMinutes: 60 },
    { id: 'consultation', name: 'Consultation', durationMinutes: 30 },
  ],
  asks: ['What do you need, in a few words?', 'Since when, and how urgent is it for you?'],
  emergencies: [GAS, FIRE, MEDICAL],
  never: ['say what is wrong with something that nobody of ours has seen'],
  words: ['Say "visit" or "appointment", whichever the caller says.'],
};
