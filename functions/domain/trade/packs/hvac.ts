import { FIRE, GAS } from '../dangers.ts';
import type { TradePack } from '../trade-pack.ts';
import { MONDAY_TO_FRIDAY, on } from '../usual-hours.ts';

export const hvac: TradePack = {
  id: 'hvac',
  version: 1,
  name: 'Heating and air conditioning',
  aliases: [
    'heating',
    'heating & air',
    'heating and air',
    'air conditioning',
    'hvac contractor',
    'furnace',
    'ac repair',
  ],
  worksAt: 'customer',
  hours: on(MONDAY_TO_FRIDAY, '08:00', '17:00'),
  services: [
    { id: 'ac-repair', name: 'AC repair', durationMinutes: 90 },
    { id: 'furnace-repair', name: 'Furnace repair', durationMinutes: 90 },
    { id: 'tune-up', name: 'Seasonal tune-up', durationMinutes: 60 },
    { id: 'replacement-estimate', name: 'Replacement estimate', durationMinutes: 60 },
    { id: 'thermostat', name: 'Thermostat installation', durationMinutes: 60 },
  ],
  asks: [
    'Is it the heating or the cooling, and what does it do or not do?',
    'Does it run at all, and since when is it like this?',
    'Is anyone there at risk from heat or cold: a baby, somebody old or ill?',
  ],
  emergencies: [
    GAS,
    FIRE,
    {
      signs: ['no heat in freezing weather', 'no cooling in extreme heat with someone at risk'],
      say: 'Please get to a room or a place that is warm or cool enough. If anyone is unwell, call 911.',
    },
  ],
  never: [
    'tell anyone to open the unit, add refrigerant or relight a pilot',
    'say what is broken or whether it must be replaced',
  ],
  words: ['Say "system" for what heats or cools and "technician" for who comes.'],
};
