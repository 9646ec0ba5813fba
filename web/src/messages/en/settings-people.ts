/** Words of the settings about people: the team, and one's own account. */
export const team = {
  roles: { owner: 'Owner', staff: 'Staff' },
  you: (name: string) => `${name} (you)`,
  since: (day: string) => `Member since ${day}`,
  roleOf: (name: string) => `Role of ${name}`,
  lastOwner:
    'The only owner cannot leave or become staff: nobody could change anything then. Make somebody else an owner first.',
  remove: (name: string) => `Remove ${name}`,
  removeShort: 'Remove',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeMeans: (name: string) =>
    `${name} sees nothing of this business from the next minute on. What they did stays on record. You can invite them again.`,
  removed: (name: string) => `${name} is removed`,
  leave: 'Leave',
  leaveTitle: 'Leave this business?',
  leaveMeans:
    'You see nothing of this business from the next minute on, until another owner invites you again.',
  inviteTitle: 'Invite a colleague',
  email: 'Their e-mail address',
  role: 'They join as',
  roleHint: 'Staff see calls, appointments and customers. Owners also see money and change everything.',
  invite: 'Send the invitation',
  invited: {
    sent: (email: string) => `An invitation is on its way to ${email}`,
    'sent-again': (email: string) => `${email} is invited again`,
    withheld: (email: string) => `Nothing was sent to ${email} just now`,
  },
  invitedMeans: {
    sent: 'The e-mail has a code that holds for seven days. They enter it at this address, which you may send them, too:',
    'sent-again':
      'A new code is on its way, and the one in the e-mail before is no longer valid. They enter the new one at this address, which you may send them, too:',
  },
  withheldMeans:
    'This address has just been written to, or several times within the hour. If it has an open invitation, that stays as it is. To send another, wait half a minute; if that is not enough, an hour.',
  openTitle: 'Open invitations',
  openMeans: (role: string, until: string) => `${role}, until ${until}`,
  invitedBy: (name: string) => `Invited by ${name}`,
  withdraw: 'Withdraw',
  withdrawOf: (email: string) => `Withdraw the invitation of ${email}`,
  withdrawTitle: (email: string) => `Withdraw the invitation of ${email}?`,
  withdrawMeans:
    'The code in the e-mail that they were sent lets nobody in any more. You can invite them again.',
  withdrawn: (email: string) => `The invitation of ${email} is withdrawn`,
  copyLink: 'Copy the address',
  copied: 'Copied',
};

export const account = {
  name: 'Name',
  email: 'E-mail address',
  appTitle: 'Authenticator app',
  on: 'On',
  off: 'Off',
  onMeans: 'Whoever signs in as you needs a code of your app.',
  offMeans: 'Your password alone lets somebody in. An app on your phone makes it two things.',
  setUp: 'Set it up',
  setUpAnew: 'Set up another app in its place',
  stepOpen: 'Open an authenticator app on your phone and add an account by hand.',
  stepSecret: 'Enter this secret as its key.',
  stepCode: 'Enter the code of six digits that the app shows.',
  copySecret: 'Copy',
  copied: 'Copied',
  code: 'Six digits of the app',
  turnOn: 'Turn it on',
  appIsOn: 'From now on you are asked for a code of your app',
  sessionsTitle: 'Where you are signed in',
  sessionsMeans: 'If you have lost a phone, or used somebody else’s computer, end every session.',
  endSessions: 'Sign out everywhere',
  endTitle: 'Sign out everywhere?',
  endMeans: 'Every browser in which you are signed in asks for your password again, this one too.',
};
