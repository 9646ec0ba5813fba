import type { Appointment } from '../appointment/appointment.ts';
import type { DerivedIds } from '../derived-ids.ts';
import type { Texts } from './ports.ts';
import { type Confirmation, confirmationText } from './text.ts';

/**
 * The text that confirms an appointment as it stands. Who has asked for the text after saying no to texts has asked for
 * this one too, when the appointment has been moved since.
 */
export const askForConfirmation =
  (deps: { readonly texts: Pick<Texts, 'find'>; readonly ids: DerivedIds }) =>
  async (appointment: Appointment, at: string): Promise<Confirmation> => {
    const { businessId, id: appointmentId, version, textConsent } = appointment;
    const text = confirmationText(deps.ids, appointment, at);
    if (textConsent) return text;
    for (let before = version - 1; before >= 1; before -= 1) {
      const id = deps.ids.confirmationText(appointmentId, before);
      const earlier = await deps.texts.find({ businessId, appointmentId, id });
      if (earlier?.kind === 'confirmation') return { ...text, consentedAt: earlier.consentedAt };
    }
    return text;
  };
