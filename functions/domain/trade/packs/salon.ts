import { MEDICAL } from '../dangers.ts';
import type { TradePack } from '../trade-pack.ts';
import { on } from '../usual-hours.ts';

export const salon: TradePack = {
  id: 'salon',
  version: 1,
  name: 'Hair and beauty salon',
  aliases: ['hair salon', 'hairdresser', 'barber', 'barbershop', 'beauty salon', 'nail salon', 'spa'],
  worksAt: 'premises',
  hours: on([2, 3, 4, 5, 6], '09:00', '18:00'),
  services: [
    { id: 'haircut', name: 'Haircut', durationMinutes: 45 },
    { id: 'color', name: 'Color', durationMinutes: 120 },
    { id: 'highlights', name: 'Highlights', durationMinutes: 150 },
    { id: 'blowout', name: 'Blowout', durationMinutes: 45 },
    { id: 'manicure', name: 'Manicure', durationMinutes: 45 },
    { id: 'consultation', name: 'Consultation', durationMinutes: 15 },
  ],
  asks: [
    'Have you been here before?',
    'Is there somebody you would like to see?',
    'For color: about how long is your hair, and has it been colored before?',
  ],
  emergencies: [
    MEDICAL,
    {
      signs: ['allergic reaction', 'burning or swelling after a treatment', 'product in the eyes'],
      say: 'Please rinse with plenty of water and call Poison Control at 1-800-222-1222, or 911 if breathing is hard or the face swells.',
    },
  ],
  never: ['promise how hair or skin will turn out', 'advise on allergies or skin conditions'],
  words: ['Say "stylist" for who serves and "guest" for who comes.'],
};
