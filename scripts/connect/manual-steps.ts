import { liveIn } from './kept-platform.ts';

/** What a person has to click: where, and what for. */
export type ManualStep = { readonly what: string; readonly where: string };

const isSet = (secret: unknown, section: string, name: string): boolean =>
  liveIn(secret, section, name).length > 0;

/** What no key of ours may do. What the secret shows as done is left out; the rest nobody can look up, and is said each time. */
export const manualSteps = (secret: unknown): readonly ManualStep[] => [
  ...(isSet(secret, 'telnyx', 'publicKeys')
    ? []
    : [
        {
          what: "Telnyx's public key: npm run secrets -- put telnyx.publicKeys",
          where: 'portal.telnyx.com, Account Settings, Keys & Credentials, Public Key',
        },
      ]),
  {
    what: 'Retell signs with the key that has the webhook badge: that one has to be the newest in retell.apiKeys',
    where: 'dashboard.retellai.com, Settings, API Keys',
  },
  {
    what: 'Retell answers 20 calls at once; buy more before more ring',
    where: 'dashboard.retellai.com, Settings, Billing, Concurrency',
  },
  {
    what: 'Telnyx lets a new account have 2 calls at once: verify it to level 2, and turn auto-recharge on',
    where: 'portal.telnyx.com, Account Settings, Account Levels; Billing, Auto Recharge',
  },
  {
    what: 'Resend sends from a domain that is verified only',
    where: 'resend.com, Domains: the DNS records of the domain in emailFrom (lib/stages.ts)',
  },
  {
    what: 'Stripe mails every finalised invoice, so each booking fee: turn that off; let failed payments be tried again',
    where: 'dashboard.stripe.com, Settings, Billing, Subscriptions and emails; Invoices',
  },
];
