import type { EmailSender } from '../../domain/alert/ports.ts';
import type { CodeSender } from '../../domain/person/send-code.ts';
import { type ResendAccess, resendDelivery } from './delivery.ts';

/** Alerts to owners. Their tags bring what Resend tells of them back to the alert. */
export const resendEmails = (access: ResendAccess): EmailSender => {
  const deliver = resendDelivery(access);
  return {
    send: (email, { businessId, appointmentId, alertId }, key) =>
      deliver(
        email,
        { kind: 'booking_alert', business: businessId, appointment: appointmentId, alert: alertId },
        key,
      ),
  };
};

/** Codes to people, who see for themselves whether one came: nothing that Resend tells of them is followed. */
export const resendCodes = (access: ResendAccess): CodeSender => {
  const deliver = resendDelivery(access);
  return { send: (email, key) => deliver(email, { kind: 'code' }, key) };
};

/** Everything that goes out by e-mail. */
export const resendMail = (access: ResendAccess) => ({
  emails: resendEmails(access),
  sender: resendCodes(access),
});
