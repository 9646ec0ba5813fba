/** Which events EventBridge brings to which queue of the universe, and who works there. */
export const RULES = [
  { events: ['appointment.booked', 'fee.owed'], queue: 'fee', worker: 'workers/charge-booking-fee' },
  {
    events: ['appointment.booked', 'appointment.moved', 'text.requested'],
    queue: 'text',
    worker: 'workers/send-confirmation',
  },
  { events: ['appointment.booked', 'alert.requested'], queue: 'alert', worker: 'workers/notify-owner' },
  { events: ['settings.changed', 'agent.chosen'], queue: 'agent', worker: 'workers/publish-agent' },
  { events: ['code.requested'], queue: 'code', worker: 'workers/send-code' },
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
      'provision.told',
      'call.ended',
    ],
    queue: 'onboarding',
    worker: 'workers/continue-onboarding',
  },
] as const;
