import type { Card } from './cards.ts';
import type { Checkouts, Subscribing } from './checkouts.ts';
import type { Reversals } from './reversals.ts';
import type { StripeBooks } from './stripe-model.ts';
import type { SubscriptionChange, Subscriptions } from './subscriptions.ts';
import type { createWallets } from './wallets.ts';

export type Lives = Subscriptions & Checkouts & Reversals & ReturnType<typeof createWallets>;

type Args = Readonly<Record<string, unknown>>;

const textOf = (args: Args, name: string): string => {
  const value = args[name];
  if (typeof value !== 'string') throw new Error(`say ${name}`);
  return value;
};
const centsOf = ({ cents }: Args): number | undefined => {
  if (cents === undefined || (Number.isInteger(cents) && Number(cents) > 0))
    return cents as number | undefined;
  throw new Error('cents must be a whole number above 0');
};
const oneOf = <const Choice extends string>(args: Args, name: string, choices: readonly Choice[]): Choice => {
  const found = choices.find((choice) => choice === args[name]);
  if (found === undefined) throw new Error(`${name} must be one of ${choices.join(', ')}`);
  return found;
};

/** `POST /_control {"do": "dispute", "invoice": "in_…"}`: what owners, banks and months do at Stripe. */
const commands: Readonly<Record<string, (lives: Lives, args: Args) => unknown>> = {
  subscribe: (lives, args) =>
    lives.subscribe({ ...(args as Partial<Subscribing>), customer: textOf(args, 'customer') }),
  complete_checkout: (lives, args) => ({
    completed: lives.complete(
      textOf(args, 'session'),
      args.card === undefined ? undefined : textOf(args, 'card'),
    ),
  }),
  payment_arrives: (lives, args) => lives.paymentArrives(textOf(args, 'session')),
  abandon_checkout: (lives, args) => lives.abandonCheckout(textOf(args, 'customer')),
  change_subscription: (lives, args) =>
    lives.change(textOf(args, 'subscription'), Object(args.change) as SubscriptionChange),
  bill: (lives, args) => lives.bill(textOf(args, 'subscription')),
  remind_of_trial_end: (lives, args) => lives.remindOfTrialEnd(textOf(args, 'subscription')),
  pause: (lives, args) => lives.pause(textOf(args, 'subscription')),
  resume: (lives, args) => lives.resume(textOf(args, 'subscription')),
  end: (lives, args) =>
    lives.end(
      textOf(args, 'subscription'),
      args.reason === undefined
        ? undefined
        : oneOf(args, 'reason', ['cancellation_requested', 'payment_failed']),
    ),
  dispute: (lives, args) => lives.dispute(textOf(args, 'invoice')),
  close_dispute: (lives, args) =>
    lives.closeDispute(textOf(args, 'dispute'), oneOf(args, 'as', ['won', 'lost'])),
  refund: (lives, args) => lives.refund(textOf(args, 'invoice'), centsOf(args)),
  fail_refund: (lives, args) => lives.failRefund(textOf(args, 'refund')),
  credit: (lives, args) => lives.credit(textOf(args, 'invoice'), centsOf(args)),
  warn_of_fraud: (lives, args) => lives.warnOfFraud(textOf(args, 'invoice')),
  replace_card: (lives, args) =>
    lives.replaceCard(textOf(args, 'customer'), args.card === undefined ? undefined : textOf(args, 'card')),
  renew_card: (lives, args) => lives.renewCard(textOf(args, 'customer')),
};

type People = Lives & Pick<StripeBooks, 'addCustomer' | 'setCard' | 'retryPayment'>;

/** Throws, with what it knows, for a command that it does not. */
export const obey = (people: People, command: unknown): unknown => {
  const args: Args = Object(command);
  if (args.add_customer !== undefined) return { id: people.addCustomer(Object(args.add_customer)) };
  if (args.retry_payment !== undefined) return { paid: people.retryPayment(textOf(args, 'retry_payment')) };
  if (args.do === undefined && args.card !== undefined) {
    return people.setCard(textOf(args, 'customer'), args.card as Card);
  }
  const named = String(args.do);
  const run = Object.hasOwn(commands, named) ? commands[named] : undefined;
  if (run) return run(people, args);
  const known = Object.keys(commands).join(', ');
  throw new Error(
    `say {customer, card}, {add_customer: {id, card}}, {retry_payment: invoice} or {do: one of ${known}}`,
  );
};
