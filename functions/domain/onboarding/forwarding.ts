/** How calls are sent on that nobody takes, at one carrier; `{number}` is ours in ten digits. */
type Carrier = {
  readonly id: string;
  readonly name: string;
  /** Dialled one after the other, each until a tone or a word confirms it. None: it is set in an app or on a page. */
  readonly dial: readonly { readonly when: 'no answer' | 'busy' | 'unreachable'; readonly code: string }[];
  readonly undo: readonly string[];
  readonly otherwise?: string;
};

const settings = (where: string) => ({ dial: [], undo: [], otherwise: where });

/**
 * Vertical service codes of North America (*90 and *92), the codes that GSM carriers have from 3GPP TS 22.030, and Verizon's own
 * *71. A carrier may offer others; whether they took is seen by the call that is made afterwards.
 */
export const CARRIERS: readonly Carrier[] = [
  {
    id: 'verizon',
    name: 'Verizon Wireless',
    dial: [{ when: 'no answer', code: '*71{number}' }],
    undo: ['*73'],
  },
  {
    id: 'att',
    name: 'AT&T Wireless',
    dial: [
      { when: 'no answer', code: '*92{number}#' },
      { when: 'busy', code: '*90{number}#' },
    ],
    undo: ['*93#', '*91#'],
  },
  {
    id: 't-mobile',
    name: 'T-Mobile',
    dial: [
      { when: 'no answer', code: '**61*1{number}#' },
      { when: 'busy', code: '**67*1{number}#' },
      { when: 'unreachable', code: '**62*1{number}#' },
    ],
    undo: ['##61#', '##67#', '##62#'],
  },
  {
    id: 'landline',
    name: 'A landline (AT&T, Frontier, CenturyLink, Spectrum, Cox)',
    dial: [
      { when: 'no answer', code: '*92{number}' },
      { when: 'busy', code: '*90{number}' },
    ],
    undo: ['*93', '*91'],
  },
  {
    id: 'comcast',
    name: 'Comcast Business',
    ...settings('Voice features, Call forwarding, No answer and Busy'),
  },
  { id: 'ringcentral', name: 'RingCentral', ...settings('Phone system, Call handling, Missed calls') },
  { id: 'vonage', name: 'Vonage', ...settings('Features, Call forwarding, When nobody answers') },
  { id: 'ooma', name: 'Ooma', ...settings('Preferences, Call forwarding, Multi-ring or No answer') },
  { id: 'google-voice', name: 'Google Voice', ...settings('Settings, Calls, Linked numbers') },
  { id: 'grasshopper', name: 'Grasshopper', ...settings('Extensions, Call forwarding') },
  {
    id: 'other',
    name: 'Another carrier',
    ...settings('Ask it to forward calls that are not answered, and those while the line is busy'),
  },
];

export const carrierOf = (id: string): Carrier | undefined => CARRIERS.find((one) => one.id === id);

/** What somebody does at their carrier so that calls nobody takes come to `number` (E.164 of North America). */
export const forwardingSteps = (carrier: string, number: string): readonly string[] => {
  const found = carrierOf(carrier);
  if (!found) return [];
  const local = number.replace(/^\+1/, '');
  const dialled = found.dial.map(
    ({ when, code }) => `Dial ${code.replace('{number}', local)} and wait for the confirmation (${when})`,
  );
  const set = found.otherwise ? [`${found.otherwise}: forward to ${number}`] : [];
  const undo = found.undo.length > 0 ? [`To end it later, dial ${found.undo.join(' and ')}`] : [];
  return [...dialled, ...set, 'Call your own number from another phone, and do not answer it', ...undo];
};
