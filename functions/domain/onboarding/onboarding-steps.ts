import type { StepName } from '../../contracts/onboarding.ts';
import type { PhoneProofs } from '../provision/ports.ts';
import { type AwaitDeps, awaitForwardedCall, awaitTestCall } from './await-call.ts';
import { type ConnectDeps, connectNumber } from './connect-number.ts';
import { getNumber, type NumberDeps } from './get-number.ts';
import { makeAgent, type PublishAgent } from './make-agent.ts';
import { provePhone } from './prove-phone.ts';
import { registerTexting, type TextingDeps } from './register-texting.ts';
import { type SubscribeDeps, subscribe } from './subscribe.ts';
import { DONE, type DoStep } from './work.ts';

export type StepDeps = SubscribeDeps &
  NumberDeps &
  ConnectDeps &
  TextingDeps &
  AwaitDeps & {
    readonly proofs: PhoneProofs;
    readonly publishAgent: PublishAgent;
  };

/** What a person has confirmed is done. */
const confirmed = async ({ step }: { readonly step: { readonly given?: unknown } }) =>
  step.given === undefined ? ({ kind: 'waiting', waitsFor: 'confirmation' } as const) : DONE;

/** How each step is done. */
export const onboardingSteps = (deps: StepDeps): { readonly [Name in StepName]: DoStep<Name> } => ({
  profile: confirmed,
  proof: provePhone(deps.proofs),
  services: confirmed,
  subscription: subscribe(deps),
  number: getNumber(deps),
  agent: makeAgent(deps.publishAgent),
  line: connectNumber(deps),
  texting: registerTexting(deps),
  forwarding: awaitForwardedCall(deps),
  'test-call': awaitTestCall(deps),
});
