import { MEDICAL } from '../dangers.ts';
import type { TradePack } from '../trade-pack.ts';
import { MONDAY_TO_FRIDAY, on } from '../usual-hours.ts';

export const cleaning: TradePack = {
  id: 'cleaning',
  version: 1,
  name: 'Cleaning',
  aliases: [
    'cleaners',
    'house cleaning',
    'maid service',
    'cleaning service',
    'janitorial',
    'carpet cleaning',
  ],
  worksAt: 'customer',
  hours: on(MONDAY_TO_FRIDAY, '08:00', '17:00'),
  services: [
    { id: 'standard', name: 'Standard cleaning', durationMinutes: 120 },
    { id: 'deep', name: 'Deep cleaning', durationMinutes: 240 },
    { id: 'move-out', name: 'Move-out cleaning', durationMinutes: 300 },
    { id: 'carpet', name: 'Carpet cleaning', durationMinutes: 120 },
    { id: 'estimate', name: 'Estimate visit', durationMinutes: 30 },
  ],
  asks: [
    'How many bedrooms and bathrooms are there?',
    'Is it once or regularly?',
    'Are there pets, and will somebody be there to open?',
  ],
  emergencies: [
    MEDICAL,
    {
      signs: ['chemicals mixed', 'sick from fumes', 'cleaner swallowed or in the eyes'],
      say: 'Please get to fresh air and call Poison Control at 1-800-222-1222, or 911 if anyone is unwell.',
    },
  ],
  never: [
    'ask for a door code, an alarm code or where a key is',
    'say which products to mix or that a stain will go',
  ],
  words: ['Say "cleaner" or "team" for who comes and "home" for the place.'],
};
