import type { BenchWorld } from './bench-world.ts';
import { untilQuiet } from './until-quiet.ts';

/** The mix that is charged for: of ten calls three end in a booking, and a caller asks for times one and a half times. */
export const CALLS = 10;
const BOOKINGS = 3;
const LOOKUPS = 15;

type Slot = { readonly slot_id: string };
type Result = { readonly ok: boolean; readonly say: string; readonly slots?: readonly Slot[] };

const SERVICE = 'Furnace repair';
const FIRST_NUMBER = 200;

/** What an endpoint at Stripe is not subscribed to: they say what `invoice.paid` says (README, Deploy). */
const UNSUBSCRIBED = ['invoice.created', 'invoice.finalized', 'invoice.payment_succeeded'];
/** The analysis of a call follows its end; reports that meet would be charged for meeting. */
const ANALYSIS_TAKES_MS = 300;

const asInLife = ({ stripe, retell }: BenchWorld['world']): void => {
  for (const type of UNSUBSCRIBED) stripe.faults.addWebhook({ type, effect: 'drop' });
  retell.faults.addWebhook({ type: 'call_analyzed', effect: 'delay', ms: ANALYSIS_TAKES_MS });
};

/** Plays the calls with everything that they lead to at every vendor. Throws where one of them went wrong. */
export const playCalls = async (bench: BenchWorld): Promise<void> => {
  const { world, business } = bench;
  asInLife(world);
  let lookups = 0;
  for (let call = 0; call < CALLS; call += 1) {
    const from = `+15125550${FIRST_NUMBER + call}`;
    const session = await world.retell.placeCall({ from, to: String(business.numbers[0]) });
    const use = async (tool: string, args: object): Promise<Result> => {
      const result = (await session.tool(tool, args)).result as Result;
      if (!result.ok) throw new Error(`${tool}: ${result.say}`);
      return result;
    };
    // What was reported of its beginning is long done when a call ends, as it is where people talk for minutes.
    await untilQuiet(bench);
    session.agentSays(`Thank you for calling ${business.name}, how can I help you today?`);
    session.callerSays('My furnace makes a noise, can somebody have a look at it this week?');
    let slots: readonly Slot[] = [];
    for (const due = ((call + 1) * LOOKUPS) / CALLS; lookups < Math.floor(due); lookups += 1) {
      ({ slots = [] } = await use('lookup_availability', { service: SERVICE }));
      session.agentSays('I have tomorrow at eight, at nine thirty or at one in the afternoon.');
    }
    if (call < BOOKINGS) {
      await use('book_appointment', {
        slot_id: slots[0]?.slot_id,
        service: SERVICE,
        customer_name: 'Dana Reyes',
        customer_phone: from,
        address: '12 Oak St, Austin',
        notes: 'a noise in the morning',
        sms_consent: true,
      });
    }
    await untilQuiet(bench);
    session.callerSays('Thank you, good bye.');
    session.hangUp('user_hangup', {});
  }
};

/** What must have come of the calls, or they cost too little. */
export const checkEffects = async ({ place, business, world }: BenchWorld): Promise<void> => {
  const { appointments, calls } = await place.rowsOf(business.id);
  const happened = {
    calls: calls.length,
    appointments: appointments.length,
    invoices: world.stripe.invoices().filter(({ status }) => status === 'paid').length,
    texts: world.telnyx.texts().filter(({ direction }) => direction === 'outbound').length,
    emails: world.resend.emails().length,
  };
  const wanted = {
    calls: CALLS,
    appointments: BOOKINGS,
    invoices: BOOKINGS,
    texts: BOOKINGS,
    emails: BOOKINGS,
  };
  for (const [what, many] of Object.entries(wanted))
    if (happened[what as keyof typeof wanted] !== many)
      throw new Error(
        `${CALLS} calls should lead to ${JSON.stringify(wanted)}, not ${JSON.stringify(happened)}`,
      );
};
