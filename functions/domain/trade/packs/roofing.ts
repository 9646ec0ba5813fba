import { SHOCK } from '../dangers.ts';
import type { TradePack } from '../trade-pack.ts';
import { MONDAY_TO_FRIDAY, on } from '../usual-hours.ts';

export const roofing: TradePack = {
  id: 'roofing',
  version: 1,
  name: 'Roofing',
  aliases: ['roofer', 'roofers', 'roofing contractor', 'roof repair', 'gutters'],
  worksAt: 'customer',
  hours: on(MONDAY_TO_FRIDAY, '08:00', '17:00'),
  services: [
    { id: 'inspection', name: 'Roof inspection', durationMinutes: 60 },
    { id: 'leak-repair', name: 'Roof leak repair', durationMinutes: 120 },
    { id: 'storm-damage', name: 'Storm damage inspection', durationMinutes: 60 },
    { id: 'replacement-estimate', name: 'Roof replacement estimate', durationMinutes: 60 },
    { id: 'gutters', name: 'Gutter service', durationMinutes: 90 },
  ],
  asks: [
    'Is it a leak, storm damage or an estimate?',
    'Is water coming in now, and where?',
    'How many floors does the house have, and what is the roof made of, if you know?',
  ],
  emergencies: [
    SHOCK,
    {
      signs: ['ceiling sagging', 'tree on the roof', 'roof open or caving in', 'heavy leak in a storm'],
      say: 'Please leave the rooms under it, stay off the roof, and call 911 if anyone is hurt or the house may give way.',
    },
  ],
  never: [
    'send anyone onto a roof or a ladder',
    'say whether insurance will pay',
    'waive or speak of deductibles',
  ],
  words: ['Say "inspection" for the first visit and "crew" for who comes.'],
};
