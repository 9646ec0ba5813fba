import * as z from 'zod/mini';
import type { CallLegFact, CallLegStep } from '../../domain/call-leg/call-leg.ts';
import { readVendor } from '../../runtime/read-vendor.ts';
import type { TelnyxEvent } from './envelope.ts';
import { instant } from './message.ts';

const id = z.string().check(z.minLength(1), z.maxLength(128));
const party = z.string().check(z.minLength(1), z.maxLength(256));
const word = z.nullish(z.string().check(z.maxLength(128)));

/** What we read of a call's leg. Who calls by what name, tags and quality figures we leave where they are. */
const Leg = z.object({
  call_leg_id: id,
  call_session_id: z.nullish(id),
  connection_id: z.nullish(id),
  from: party,
  to: party,
  direction: z.nullish(z.enum(['incoming', 'outgoing'])),
  start_time: z.nullish(instant),
  shaken_stir_attestation: word,
  hangup_cause: word,
  hangup_source: word,
  sip_hangup_cause: z.nullish(z.coerce.string()),
});

const STEPS: Readonly<Record<string, CallLegStep>> = {
  'call.initiated': 'initiated',
  'call.answered': 'answered',
  'call.hangup': 'hangup',
};

export const callLegStep = (type: string): CallLegStep | undefined =>
  Object.hasOwn(STEPS, type) ? STEPS[type] : undefined;

export const readCallLeg = ({ occasion, at, payload }: TelnyxEvent, step: CallLegStep): CallLegFact => {
  const leg = readVendor(Leg, payload, 'telnyx', occasion.type);
  const details = {
    initiated: { attestation: leg.shaken_stir_attestation ?? undefined },
    answered: {},
    hangup: {
      cause: leg.hangup_cause ?? undefined,
      source: leg.hangup_source ?? undefined,
      sipCause: leg.sip_hangup_cause ?? undefined,
    },
  }[step];
  return {
    kind: 'call-leg',
    occasion,
    legId: leg.call_leg_id,
    at,
    step,
    direction: leg.direction ?? undefined,
    from: leg.from,
    to: leg.to,
    about: {
      sessionId: leg.call_session_id ?? undefined,
      connectionId: leg.connection_id ?? undefined,
      startedAt: leg.start_time ?? undefined,
    },
    details,
  };
};
