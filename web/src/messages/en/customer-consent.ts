const NOT_WRITTEN =
  'Our record names no text of theirs that says so: a carrier told us, or it was heard before we kept that.';

/** What is on record of a customer's will to get texts. Each sentence says no more than its record does. */
export const customerConsent = {
  title: 'Texts: what they agreed to',
  nothing: 'They have written neither STOP nor START to you.',
  written: {
    opted_out: (when: string) => `They wrote STOP, or a word that means it, on ${when}.`,
    opted_in: (when: string) => `They wrote START, or a word that means it, on ${when}.`,
  },
  told: {
    opted_out: (when: string) => `They are opted out since ${when}. ${NOT_WRITTEN}`,
    opted_in: (when: string) => `They are opted in since ${when}. ${NOT_WRITTEN}`,
  },
  means: {
    opted_out:
      'No confirmation is texted to them, whatever they agreed to on the phone. Only they can change that, by writing START.',
    opted_in: 'Appointments that you make for them by hand from then on are confirmed by text.',
  },
  since: (when: string) => `In force since ${when}`,
  noAgreements: 'Nothing was booked for them, so there is no agreement to texts about an appointment.',
  ground: {
    said_yes: (when: string) => `Agreed on the phone, ${when}`,
    asked: (when: string) => `Asked for the text on the phone, ${when}`,
    not_noted: (when: string) => `Booked on the phone, ${when}`,
    said_no: (when: string) => `Did not agree on the phone, ${when}`,
    wrote_start: (when: string) => `Made by hand, ${when}`,
    not_asked: (when: string) => `Made by hand, ${when}`,
  },
  grounds: {
    said_yes: 'Your agent noted that the caller said yes to texts.',
    asked: 'Your agent noted that the caller asked for the confirmation as a text.',
    not_noted:
      'Your agent noted no answer about texts. That counts as a yes: listen to the call if it matters.',
    said_no: 'Your agent noted that the caller had not agreed to texts: none is sent about it.',
    wrote_start: 'They were opted in to your texts at that time.',
    not_asked: 'They were not opted in to your texts at that time: none is sent about it.',
  },
  otherPhone: (phone: string) => `The call came from another number, ${phone}.`,
  call: 'The call',
  appointment: (service: string, when: string) => `${service}, ${when}`,
  covers:
    'A yes on the phone covers the texts about that one appointment: its confirmation, and one for each change of its time. STOP ends all of them.',
};
