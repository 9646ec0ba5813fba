import { SHOCK } from '../dangers.ts';
import type { TradePack } from '../trade-pack.ts';
import { MONDAY_TO_FRIDAY, on } from '../usual-hours.ts';

export const painting: TradePack = {
  id: 'painting',
  version: 1,
  name: 'Painting',
  aliases: ['painter', 'painters', 'painting contractor', 'house painting'],
  worksAt: 'customer',
  hours: on(MONDAY_TO_FRIDAY, '08:00', '17:00'),
  services: [
    { id: 'interior-estimate', name: 'Interior painting estimate', durationMinutes: 60 },
    { id: 'exterior-estimate', name: 'Exterior painting estimate', durationMinutes: 60 },
    { id: 'cabinet-estimate', name: 'Cabinet painting estimate', durationMinutes: 45 },
    { id: 'color-consultation', name: 'Color consultation', durationMinutes: 60 },
    { id: 'touch-up', name: 'Touch-up visit', durationMinutes: 120 },
  ],
  asks: [
    'Is it inside or outside, and which rooms or sides?',
    'About when was the house built?',
    'By when would you like it done?',
  ],
  emergencies: [
    SHOCK,
    {
      signs: ['sick from fumes', 'paint or solvent swallowed or in the eyes'],
      say: 'Please get to fresh air and call Poison Control at 1-800-222-1222, or 911 if anyone is unwell.',
    },
  ],
  never: ['say whether paint has lead in it or how to remove it', 'promise a color match or a finish date'],
  words: ['Say "estimate" for the first visit and "painter" for who comes.'],
};
