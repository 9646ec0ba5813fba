import { STEP_NAMES, type StepName } from '../../../functions/contracts/onboarding.ts';
import { compiledOf } from '../../../functions/domain/agent/wanted-agent.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import type { Onboarded } from '../world/onboarder.ts';
import type { Deeds } from '../world/scene.ts';
import type { Row, Universe } from '../world/universe.ts';
import { type Held, heldAtVendors, STANDING } from './held-at-vendors.ts';
import type { Report } from './violation.ts';

const ids = derivedIds(hashing);

type Seen = {
  readonly id: string;
  readonly head: Row | undefined;
  readonly config: Business;
  readonly held: Held;
  readonly step: (name: StepName) => Row | undefined;
  readonly made: (name: StepName) => Row;
  readonly isDone: (name: StepName) => boolean;
};

const seenOf = (universe: Universe, id: string): Seen => {
  const step = (name: StepName) => universe.row(`BIZ#${id}#ONBOARDING`, `0#${name}`);
  return {
    id,
    head: universe.row(`BIZ#${id}#ONBOARDING`, '0'),
    config: universe.row(`BIZ#${id}#SCHEDULE`, '0#CFG') as unknown as Business,
    held: heldAtVendors(universe, id),
    step,
    made: (name) => (step(name)?.made ?? {}) as Row,
    isDone: (name) => step(name)?.state === 'done',
  };
};

/** Whoever goes on comes to a line; whoever does not has nothing that is under way. */
const checkTrapped = ({ id, head, step }: Seen, { wants }: Onboarded, report: Report): void => {
  const open = STEP_NAMES.filter((name) => !['done', 'skipped'].includes(String(step(name)?.state)));
  const told = open.map(
    (name) => `${name} ${step(name)?.state} ${JSON.stringify(step(name)?.problem ?? '')}`,
  );
  if (wants === 'live' && head?.state !== 'live') report('N1', `${id} comes to no line: ${told.join('; ')}`);
  for (const name of open)
    if (step(name)?.state === 'working') report('N1', `nobody works on the ${name} of ${id} any more`);
};

/** One of everything, and nothing besides. */
const checkOne = ({ id, held, isDone, made }: Seen, report: Report): void => {
  const counts = {
    customers: held.customers.length,
    subscriptions: held.subscriptions.length,
    profiles: held.profiles.length,
    numbers: held.numbers.length,
    models: held.models.length,
    agents: held.agents.length,
    'numbers at Retell': held.imported.length,
  };
  for (const [what, count] of Object.entries(counts))
    if (count > 1) report('N2', `${id} has ${count} ${what}`);
  const bought = made('number').number;
  if (isDone('number') && held.numbers[0] !== bought)
    report('N2', `${id} has ${held.numbers.join(', ')} and believes in ${bought}`);
};

/** The agent that callers hear is what the settings make, and the vendor has it so. */
const checkAgent = (universe: Universe, { id, config, held, made }: Seen, report: Report): void => {
  const record = universe.row(`BIZ#${id}#AGENT`, 'CURRENT') as Row | undefined;
  const live = record?.live as { readonly hash: string; readonly vendorVersion: number } | undefined;
  const compiled = compiledOf({ ids }, config);
  if (live?.hash !== compiled.hash)
    report('N3', `callers of ${id} hear ${live?.hash}, and its settings make ${compiled.hash}`);
  const agent = held.agents
    .flat()
    .find((one) => one.agent_id === made('agent').agentId && one.version === live?.vendorVersion);
  const { llm_id: model, version } = (agent?.response_engine ?? {}) as Row;
  const said = agent && held.model(String(model), Number(version));
  if (agent?.is_published !== true || said?.general_prompt !== compiled.prompt)
    report('N3', `Retell has not published what callers of ${id} should hear`);
};

const checkLine = (universe: Universe, { id, config, held, made }: Seen, report: Report): void => {
  const { number } = made('number') as { readonly number?: string };
  const { agentId } = made('agent') as { readonly agentId?: string };
  const imported = held.imported.find(({ phone_number: one }) => one === number);
  const [bound] = (imported?.inbound_agents ?? []) as readonly Row[];
  if (bound?.agent_id !== agentId) report('N3', `${number} of ${id} is not answered by ${agentId}`);
  const trunk = universe.telnyx.whoRings(String(number), true);
  const fallback = universe.telnyx.whoRings(String(number), false);
  if (trunk.rings !== 'trunk') report('N3', `${number} of ${id} does not ring at the trunk`);
  const to = fallback.rings === 'phone' ? fallback.number : fallback.rings;
  if (to !== config.owner.transferNumber) report('N3', `${number} of ${id} falls back to ${to}`);
  const known = { agentIds: [agentId], numbers: [number], messaging: { from: number } };
  if (config.agentIds?.[0] !== agentId || config.numbers?.[0] !== number || config.messaging?.from !== number)
    report('N3', `${id} does not know its line ${JSON.stringify(known)}`);
  for (const key of [`AGENT#${agentId}`, `NUMBER#${number}`, `STRIPE#${config.billing?.stripeCustomerId}`])
    if (universe.row(key, '0')?.businessId !== id) report('N3', `${key} is not known as of ${id}`);
};

/** What is said to be done is so. */
const checkTrue = (universe: Universe, seen: Seen, onboarded: Onboarded, report: Report): void => {
  const { id, held, isDone, made } = seen;
  const its = held.subscriptions.map(({ id: one }) => one);
  const ours = universe.stripe.lives.subscriptions.get(String(made('subscription').subscriptionId));
  if (isDone('subscription') && !ours) report('N3', `${id} has no subscription at Stripe`);
  if (ours && STANDING.includes(ours.status) && !its.includes(ours.id))
    report('N3', `${id} pays by ${its}, and believes in ${ours.id}`);
  if (isDone('proof') && made('proof').proven !== onboarded.phone)
    report('N3', `${id} has proven ${made('proof').proven} and not ${onboarded.phone}`);
  if (isDone('agent')) checkAgent(universe, seen, report);
  if (isDone('line')) checkLine(universe, seen, report);
};

/** What nobody tries twice with. */
const checkTrials = (universe: Universe, deeds: Deeds, report: Report): void => {
  const tried = new Map<string, string>();
  for (const [id, { phone, card, place }] of deeds.onboarded) {
    if (!heldAtVendors(universe, id).subscriptions.some(({ status }) => status === 'trialing')) continue;
    for (const mark of [`phone ${phone}`, `card ${card}`, `place ${place}`]) {
      const other = tried.get(mark);
      if (other !== undefined) report('N5', `${id} and ${other} both try the service with ${mark}`);
      tried.set(mark, id);
    }
  }
};

/** What a visit held that nobody has finished is given back. */
const checkGivenBack = (universe: Universe, { id, held, step }: Seen, report: Report): void => {
  if (step('subscription')?.state !== 'stuck' || held.subscriptions.length > 0) return;
  const kept = universe
    .rows()
    .filter(({ pk, businessId }) => String(pk).startsWith('TRIAL#') && businessId === id);
  if (kept.length > 0) report('N5', `${id} has left the checkout and keeps its trial from others`);
};

/** What must hold of every onboarding once all has come to rest. */
export const checkOnboardings = (universe: Universe, deeds: Deeds, report: Report): void => {
  for (const onboarded of deeds.onboarded.values()) {
    const seen = seenOf(universe, onboarded.businessId);
    if (seen.head === undefined) continue;
    checkTrapped(seen, onboarded, report);
    checkOne(seen, report);
    checkTrue(universe, seen, onboarded, report);
    checkGivenBack(universe, seen, report);
  }
  checkTrials(universe, deeds, report);
};
