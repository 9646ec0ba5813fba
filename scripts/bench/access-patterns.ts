import { type BenchWorld, startBenchWorld } from './bench-world.ts';
import type { Invocation } from './call-cost.ts';
import { resourcesOf } from './deployed.ts';
import { type Figure, figure } from './figure.ts';
import { patternFigures } from './pattern-figures.ts';
import type { Progress } from './progress.ts';
import type { Used } from './recorded-usage.ts';
import { record } from './recorder.ts';

const VOICE: Invocation['functionName'] = 'voice/agent';
const SERVICE = 'Furnace repair';
const CALLER = '+15125550187';

/** What each step of a call asks of the table: requests, read units and write units, each by formula. */
const EXPECTED = {
  'a ringing phone': { requests: 1, reads: 0.5, writes: 0 },
  'a lookup': { requests: 1, reads: 0.5, writes: 0 },
  // Four rows, twice; the appointment and its fee also enter the index of what is due.
  'a booking': { requests: 1, reads: 0, writes: 10 },
  'a booking repeated': { requests: 1, reads: 0, writes: 8 },
} as const;
type Step = keyof typeof EXPECTED;

type Slot = { readonly slot_id: string };
type Result = { readonly ok: boolean; readonly slots?: readonly Slot[] };

const figuresOf = (step: Step, found: { requests: number; reads: number; writes: number }): Figure[] => {
  const expected = EXPECTED[step];
  return (['requests', 'reads', 'writes'] as const)
    .filter((what) => expected[what] > 0 || found[what] > 0)
    .map((what) =>
      figure({
        name: `${step}: ${{ requests: 'requests', reads: 'read units', writes: 'write units' }[what]}, beside what is expected`,
        value: found[what],
        unit: what === 'requests' ? 'requests' : 'units',
        ...(expected[what] > 0 ? { peer: expected[what], goal: 1 } : { goal: 0 }),
      }),
    );
};

/** What the customer and the clock do once the call is over. */
const afterwards = async ({ world, business }: BenchWorld): Promise<void> => {
  for (const text of ['HELP', 'REVOKE', 'START', 'See you then'])
    world.telnyx.receiveText({ from: CALLER, to: String(business.numbers[0]), text });
  await world.cloud.runSchedules();
};

const walk = async (bench: BenchWorld, progress: Progress): Promise<Figure[]> => {
  const { world, business } = bench;
  const resources = resourcesOf('prod');
  const figures: Figure[] = [];
  const all: Used[] = [];
  const step = async <Answer>(name: Step, act: () => Promise<Answer>): Promise<Answer> => {
    const answers: Answer[] = [];
    progress(name);
    const { used } = await record(bench, resources, async () => void answers.push(await act()));
    all.push(...used);
    const ofVoice = used.filter(({ caller, service }) => caller === VOICE && service === 'dynamodb');
    figures.push(
      ...figuresOf(name, {
        requests: ofVoice.length,
        reads: ofVoice.reduce((sum, { readUnits }) => sum + readUnits, 0),
        writes: ofVoice.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
      }),
    );
    return answers[0] as Answer;
  };
  const ring = () => world.retell.placeCall({ from: CALLER, to: String(business.numbers[0]) });
  // The first call of a container reads the secret besides.
  await ring();
  const call = await step('a ringing phone', ring);
  const use = async (tool: string, args: object): Promise<Result> =>
    (await call.tool(tool, args)).result as Result;
  const { slots = [] } = await step('a lookup', () => use('lookup_availability', { service: SERVICE }));
  const booking = {
    slot_id: slots[0]?.slot_id,
    service: SERVICE,
    customer_name: 'Dana Reyes',
    customer_phone: CALLER,
    address: '12 Oak St, Austin',
    sms_consent: true,
  };
  const first = await step('a booking', () => use('book_appointment', booking));
  const again = await step('a booking repeated', () => use('book_appointment', booking));
  if (!first.ok || !again.ok) throw new Error('the booking was refused');
  progress('what follows');
  const rest = await record(bench, resources, async () => {
    call.hangUp();
    await afterwards(bench);
  });
  return [...figures, ...patternFigures([...all, ...rest.used])];
};

/**
 * What each step of a call asks of the table, beside what it was designed to ask, and what each access pattern took that
 * the call and all that followed it needed.
 */
export const benchAccessPatterns = async (progress: Progress): Promise<Figure[]> => {
  const bench = await startBenchWorld(progress, { store: 'memory' });
  try {
    return await walk(bench, progress);
  } finally {
    await bench.stop();
  }
};
