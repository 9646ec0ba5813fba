import { judge, type Verdict } from './claims.ts';
import { evidenceFrom, findingsOf, isDone } from './evidence.ts';
import { comesToItsLine, openByPartner } from './on-its-way.ts';
import { columns, paint, wrapped } from './paint.ts';
import { printReceipt, printVerdicts } from './receipt.ts';
import type { Scenario } from './scenario.ts';
import { performSteps } from './stage-play.ts';
import { print, printingAudience } from './stage-print.ts';
import type { OwnPlace } from './start-place.ts';
import { timelineOf } from './timeline.ts';

/** Effects are awaited so long; a claim is judged on what stands then. */
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;

/** Businesses of one world are kept apart by their serial number. */
const businessOf = (serial: number, { business, card, areaCode }: Scenario) => ({
  areaCode,
  key: `demo${String(serial).padStart(4, '0')}`,
  name: business,
  number: `+151255502${String(serial).padStart(2, '0')}`,
  card,
});

/** Plays one scenario for people to watch, and judges its claims once everything has come to rest. */
export const playScenario = async (
  place: OwnPlace,
  scenario: Scenario,
  serial: number,
): Promise<readonly Verdict[]> => {
  print();
  print(paint.strong(`${scenario.title}`) + paint.quiet(`  (${scenario.name})`));
  for (const line of wrapped(scenario.about, Math.min(96, columns()))) print(paint.quiet(line));

  const onNews = (text: string) => print(paint.quiet(`  ${text}`));
  const wanted = businessOf(serial, scenario);
  const coming = await openByPartner(place, wanted, onNews);
  if (scenario.onboarding !== 'played') await comesToItsLine(place, coming, scenario.card, onNews);
  const played = await performSteps(place, coming, scenario, printingAudience(scenario, wanted.name));

  const phones = Object.fromEntries(
    Object.entries(scenario.callers).map(([name, { phone }]) => [name, phone]),
  );
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const findings = await findingsOf(place, coming, played);
    const evidence = evidenceFrom(findings);
    const verdicts = scenario.claims.map((claim) => judge(claim, evidence, phones));
    const isOver = (await isDone(place, findings)) && verdicts.every(({ holds }) => holds);
    if (isOver || performance.now() > until) {
      const business = await coming.business().catch(() => undefined);
      if (business) printReceipt(business, findings, await timelineOf(place, findings));
      printVerdicts(verdicts);
      await place.vendors.mendAll();
      return verdicts;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
};
