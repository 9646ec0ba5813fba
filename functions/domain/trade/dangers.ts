import type { Emergency } from './trade-pack.ts';

/** What several trades hear of. The advice is that of US gas utilities, fire departments and 911. */
export const GAS: Emergency = {
  signs: ['smell of gas or rotten eggs', 'hissing gas line', 'carbon monoxide alarm'],
  say: 'Please leave the building now, with everyone. Touch no switches and use no phone inside. From outside, call 911 or your gas company.',
};

export const FIRE: Emergency = {
  signs: ['fire', 'smoke', 'sparks', 'burning smell'],
  say: 'Please get everyone out now and call 911 from outside.',
};

export const SHOCK: Emergency = {
  signs: ['electric shock', 'a wire down', 'water near live wires'],
  say: 'Stay away and touch nothing that may be live. If anyone is hurt or a wire is down, call 911 now.',
};

export const FLOOD: Emergency = {
  signs: ['burst pipe', 'water that does not stop', 'sewage coming up'],
  say: 'If you can reach it safely, close the main water valve, and keep away from outlets and appliances that are wet.',
};

export const MEDICAL: Emergency = {
  signs: ['trouble breathing', 'chest pain', 'someone unconscious', 'bleeding that does not stop'],
  say: 'That sounds like a medical emergency. Please hang up and call 911 now.',
};
