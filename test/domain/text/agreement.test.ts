import { describe, expect, it } from 'vitest';
import type { AppointmentId } from '../../../functions/contracts/ids.ts';
import type { Call } from '../../../functions/domain/call/call.ts';
import { agreementOf } from '../../../functions/domain/text/agreement.ts';
import type { Text } from '../../../functions/domain/text/text.ts';
import { anAppointment } from '../../support/builders.ts';

const ASKED_AT = '2026-11-23T15:01:00.000Z';
const asked = { kind: 'confirmation', consentedAt: ASKED_AT } as Text;
const { id, callId, bookedAt } = anAppointment();
const aCall = (given: Partial<Call>) => ({ id: callId, appointmentIds: [id], tools: [], ...given }) as Call;
const texted = [{ tool: 'send_booking_sms', answer: 'ok' }];

describe('the ground on which texts about an appointment are sent or not [C3]', () => {
  it('is the yes that the agent noted in the call', () => {
    const booked = anAppointment({ textAgreed: true });

    expect(agreementOf(booked, [asked], undefined)).toEqual({
      appointmentId: id,
      callId,
      ground: 'said_yes',
      at: bookedAt,
    });
  });

  it('is that they asked for the text in the call, also after a no', () => {
    const asking = agreementOf(anAppointment({ textConsent: false }), [asked], undefined);

    expect(asking).toMatchObject({ ground: 'asked', at: ASKED_AT });
    expect(agreementOf(anAppointment(), [], aCall({ tools: texted }))).toMatchObject({ ground: 'asked' });
  });

  it('is called no yes where the agent noted none', () => {
    expect(agreementOf(anAppointment(), [], aCall({}))).toMatchObject({ ground: 'not_noted' });
    expect(agreementOf(anAppointment(), [], undefined)).toMatchObject({ ground: 'not_noted' });
    const refused = aCall({ tools: [{ tool: 'send_booking_sms', answer: 'customer_opted_out' }] });
    expect(agreementOf(anAppointment(), [], refused)).toMatchObject({ ground: 'not_noted' });
    const ofTwo = aCall({ tools: texted, appointmentIds: [id, 'apt_another' as AppointmentId] });
    expect(agreementOf(anAppointment(), [], ofTwo)).toMatchObject({ ground: 'not_noted' });
  });

  it('is missing where the agent noted a no', () => {
    expect(agreementOf(anAppointment({ textConsent: false }), [], aCall({}))).toMatchObject({
      ground: 'said_no',
    });
  });

  it('is what they had written before, where the appointment was made by hand', () => {
    const { callId: _, ...made } = anAppointment();

    expect(agreementOf(made, [], undefined)).toMatchObject({ ground: 'wrote_start', callId: undefined });
    expect(agreementOf({ ...made, textConsent: false }, [], undefined)).toMatchObject({
      ground: 'not_asked',
    });
  });
});
