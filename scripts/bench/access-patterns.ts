import { type BenchWorld, startBenchWorld } from './bench-world.ts';
import type { Invocation } from './call-cost.ts';
import { resourcesOf } from './deployed.ts';
import { type Figure, figure } from './figure.ts';
import type { Progress } from './progress.ts';
import { record } from './recorder.ts';

const VOICE: Invocation['functionName'] = 'voice/agent';
const SERVICE = 'Furnace repair';

/** What each step of a call asks of the table: requests, read units and write units, each by formula. */
const EXPECTED = {
  'a ringing phone': { requests: 1, reads: 0.5, writes: 0 },
  'a lookup': { requests: 1, reads: 0.5, writes: 0 },
  // Three rows, twice; the appointment and its fee also enter the index of what is due.
  'a booking': { requests: 1, reads: 0, writes: 8 },
  'a booking repeated': { requests: 1, reads: 0, writes: 6 },
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
        peer: expected[what] || Number.MIN_VALUE,
        goal: 1,
      }),
    );
};

const walk = async (bench: BenchWorld): Promise<Figure[]> => {
  const { world, business } = bench;
  const resources = resourcesOf('prod');
  const figures: Figure[] = [];
  const step = async <Answer>(name: Step, act: () => Promise<Answer>): Promise<Answer> => {
    const answers: Answer[] = [];
    const { used } = await record(bench, resources, async () => void answers.push(await act()));
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
  const ring = () => world.retell.placeCall({ from: '+15125550187', to: String(business.numbers[0]) });
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
    customer_phone: '+15125550187',
    address: '12 Oak St, Austin',
  };
  const first = await step('a booking', () => use('book_appointment', booking));
  const again = await step('a booking repeated', () => use('book_appointment', booking));
  if (!first.ok || !again.ok) throw new Error('the booking was refused');
  return figures;
};

/** What each step of a call asks of the table, beside what it was designed to ask. */
export const benchAccessPatterns = async (progress: Progress): Promise<Figure[]> => {
  const bench = await startBenchWorld(progress);
  try {
    progress('play one call, step by step');
    return await walk(bench);
  } finally {
    await bench.stop();
  }
};
