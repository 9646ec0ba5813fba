import { FIRE, SHOCK } from '../dangers.ts';
import type { TradePack } from '../trade-pack.ts';
import { MONDAY_TO_FRIDAY, on } from '../usual-hours.ts';

export const electrical: TradePack = {
  id: 'electrical',
  version: 1,
  name: 'Electrical',
  aliases: ['electrician', 'electricians', 'electric', 'electrical contractor'],
  worksAt: 'customer',
  hours: on(MONDAY_TO_FRIDAY, '08:00', '17:00'),
  services: [
    { id: 'troubleshooting', name: 'Electrical troubleshooting', durationMinutes: 90 },
    { id: 'outlet-switch', name: 'Outlet or switch repair', durationMinutes: 60 },
    { id: 'lighting', name: 'Light or fan installation', durationMinutes: 90 },
    { id: 'panel-estimate', name: 'Panel upgrade estimate', durationMinutes: 60 },
    { id: 'ev-charger-estimate', name: 'EV charger estimate', durationMinutes: 60 },
    { id: 'safety-inspection', name: 'Safety inspection', durationMinutes: 60 },
  ],
  asks: [
    'What does not work, and is it one room or the whole house?',
    'Is anything hot, buzzing or tripping again and again?',
    'Do the neighbors have power?',
  ],
  emergencies: [
    FIRE,
    SHOCK,
    {
      signs: ['outlet or panel hot or buzzing', 'power out with medical equipment in use'],
      say: 'Please touch nothing that is hot or wet. If somebody depends on medical equipment that has no power, call 911.',
    },
  ],
  never: [
    'tell anyone to open a panel, reset a breaker again or touch wires',
    'say whether something is up to code',
  ],
  words: ['Say "electrician" for who comes and "visit" for the appointment.'],
};
