/** Which events EventBridge brings to which queue of the universe, and who works there. */
export const RULES = [
  { events: ['appointment.booked', 'fee.owed'], queue: 'fee', worker: 'workers/charge-booking-fee' },
  {
    events: ['appointment.booked', 'appointment.moved', 'text.requested'],
    queue: 'text',
    worker: 'workers/send-confirmation',
  },
  {
    events: ['appointment.booked', 'alert.requested', 'code.requested'],
    queue: 'email',
    worker: 'workers/send-email',
  },
  {
    events: ['onboarding.advanced', 'delivery.requested'],
    queue: 'partner',
    worker: 'workers/deliver-partner-webhook',
  },
  {
    events: [
      'onboarding.requested',
      'closing.requested',
      'erasure.requested',
      'export.requested',
      'subscription.changed',
      'settings.changed',
      'agent.chosen',
      'provision.told',
      'call.ended',
    ],
    queue: 'onboarding',
    worker: 'workers/continue-onboarding',
  },
] as const;
