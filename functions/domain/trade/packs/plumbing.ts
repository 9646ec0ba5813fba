import { FLOOD, GAS } from '../dangers.ts';
import type { TradePack } from '../trade-pack.ts';
import { MONDAY_TO_FRIDAY, on } from '../usual-hours.ts';

export const plumbing: TradePack = {
  id: 'plumbing',
  version: 1,
  name: 'Plumbing',
  aliases: ['plumber', 'plumbers', 'plumbing contractor', 'drain cleaning'],
  worksAt: 'customer',
  hours: on(MONDAY_TO_FRIDAY, '08:00', '17:00'),
  services: [
    { id: 'drain-cleaning', name: 'Drain cleaning', durationMinutes: 60 },
    { id: 'leak-repair', name: 'Leak repair', durationMinutes: 90 },
    { id: 'toilet-repair', name: 'Toilet repair', durationMinutes: 60 },
    { id: 'water-heater', name: 'Water heater service', durationMinutes: 120 },
    { id: 'fixture-installation', name: 'Faucet or fixture installation', durationMinutes: 90 },
    { id: 'estimate', name: 'Estimate visit', durationMinutes: 45 },
  ],
  asks: [
    'Which fixture or pipe is it, and in which room?',
    'Is water running or standing now?',
    'Do you know where the main water valve is?',
  ],
  emergencies: [
    FLOOD,
    GAS,
    {
      signs: ['no water at all', 'water heater leaking or hissing'],
      say: 'Please keep away from the heater, and turn off its power or gas only if you can do so safely.',
    },
  ],
  never: ['recommend drain chemicals', 'say what is broken or how bad the damage is'],
  words: ['Say "plumber" for who comes and "visit" for the appointment.'],
};
