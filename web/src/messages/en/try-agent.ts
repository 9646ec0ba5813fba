export const tryAgent = {
  what: 'You are the caller: write what one would say. It is the agent that answers your phone, with your real free times. Nothing is booked, texted or charged.',
  conversation: 'The conversation',
  say: 'What you say',
  send: 'Say it',
  again: 'Start again',
  thinking: 'The agent is thinking.',
  you: 'You',
  agent: 'Agent',
  examples: [
    'Can somebody come tomorrow morning?',
    'What does it cost?',
    'Am I talking to a robot?',
  ] as readonly string[],
  examplesLabel: 'For example',
  found: (times: readonly string[]) =>
    times.length === 0
      ? 'Looked for free times: there are none'
      : `Looked for free times: ${times.join('; ')}`,
  booked: (when: string) => `Would have booked ${when}`,
  texted: 'Would have sent the confirmation as a text',
  hungUp: 'The agent ended the call.',
  putThrough: 'The agent would have put the caller through to you.',
  tooLong: 'This conversation is longer than any call. Start again.',
  none: 'There is no agent to try yet',
  noneWhy: 'It is made while you get started, as soon as your number is there.',
  toOnboarding: 'Get started',
};
