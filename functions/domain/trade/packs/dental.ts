import { MEDICAL } from '../dangers.ts';
import type { TradePack } from '../trade-pack.ts';
import { MONDAY_TO_FRIDAY, on } from '../usual-hours.ts';

export const dental: TradePack = {
  id: 'dental',
  version: 1,
  name: 'Dental practice',
  aliases: ['dentist', 'dentists', 'dentistry', 'dental office', 'dental clinic', 'orthodontist'],
  worksAt: 'premises',
  hours: on(MONDAY_TO_FRIDAY, '08:00', '17:00'),
  services: [
    { id: 'new-patient', name: 'New patient exam', durationMinutes: 60 },
    { id: 'cleaning', name: 'Cleaning and checkup', durationMinutes: 60 },
    { id: 'toothache', name: 'Toothache visit', durationMinutes: 45 },
    { id: 'filling', name: 'Filling', durationMinutes: 60 },
    { id: 'whitening', name: 'Whitening consultation', durationMinutes: 30 },
  ],
  asks: [
    'Have you been here before?',
    'Is it a checkup or is something bothering you? A few words are enough.',
    'Do you wish to tell us the name of your insurance?',
  ],
  emergencies: [
    MEDICAL,
    {
      signs: [
        'swelling that reaches eye, throat or neck',
        'fever with swelling',
        'trouble swallowing',
        'jaw injury',
      ],
      say: 'Please go to an emergency room or call 911 now. That should not wait for an appointment.',
    },
    {
      signs: ['tooth knocked out', 'severe tooth pain', 'broken tooth'],
      say: 'I will get you to the office as fast as I can. If you feel faint or cannot breathe or swallow, call 911.',
    },
  ],
  never: [
    'give medical advice, name a medicine or a dose, or say what a symptom means',
    'say what insurance covers',
    'ask for a medical history, a birth date or an insurance number',
    'say whether somebody else is a patient',
  ],
  words: ['Say "patient", "the doctor" and "the office".'],
};
