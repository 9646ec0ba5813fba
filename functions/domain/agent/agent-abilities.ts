import type { AgentTool } from './compiled-agent.ts';
import { toolParameters } from './tool-parameters.ts';

/**
 * What every agent can do. Retries only where a repeat is recognised: a lookup changes nothing, a booking and a text have
 * ids made of what they are for.
 */
export const AGENT_TOOLS: readonly AgentTool[] = [
  {
    kind: 'end-call',
    description:
      'End the call once the caller needs nothing more, or was told to call 911 and is safe to go.',
  },
  {
    kind: 'transfer',
    description:
      'Put the caller through to the owner: in an emergency after the safety words, when asked for a person, or when tools fail.',
    whileDialing: 'Please hold while I connect you.',
  },
  {
    kind: 'ours',
    name: 'lookup_availability',
    description: 'Find times that are free. Always before offering a time.',
    meanwhile: 'One moment while I check the calendar.',
    timeoutMs: 8_000,
    retries: 1,
    parameters: toolParameters.lookup_availability,
  },
  {
    kind: 'ours',
    name: 'book_appointment',
    description: 'Book a time that was offered, after the caller has confirmed time, name and number.',
    meanwhile: 'Booking that for you now.',
    timeoutMs: 10_000,
    retries: 2,
    parameters: toolParameters.book_appointment,
  },
  {
    kind: 'ours',
    name: 'send_booking_sms',
    description: 'Text the confirmation of a booking made in this call. Only if the caller agreed to a text.',
    timeoutMs: 5_000,
    retries: 1,
    parameters: toolParameters.send_booking_sms,
  },
];
