import { expect } from 'vitest';
import type { CallSession, ToolAnswer } from '../../scripts/local/vendors/retell/call-session.ts';
import type { FlowBusiness } from './flow-business.ts';

export type Offered = { readonly slot_id: string; readonly local: string; readonly starts_at: string };

/** What our endpoint gave the agent, and how long the caller waited for it. */
export type Heard = ToolAnswer & {
  readonly result: {
    readonly ok: boolean;
    readonly say: string;
    readonly code?: string;
    readonly slots?: readonly Offered[];
    readonly booking_id?: string;
    readonly confirmation_code?: string;
    readonly starts_at?: string;
  };
};

/** Tuesday 2026-11-24, the day after the one on which tests play. */
export const TOMORROW = '2026-11-24';

export const useTool = async (
  call: CallSession,
  name: string,
  args: object,
  toolCallId?: string,
): Promise<Heard> => (await call.tool(name, args, toolCallId ? { toolCallId } : {})) as Heard;

/** The times offered for a wish: tomorrow, unless it says otherwise. */
export const lookUp = async (call: CallSession, wish: object = {}): Promise<readonly Offered[]> => {
  const { result } = await useTool(call, 'lookup_availability', {
    service: 'Furnace repair',
    date_from: TOMORROW,
    date_to: TOMORROW,
    ...wish,
  });
  expect(result).toMatchObject({ ok: true });
  return result.slots ?? [];
};

/** What the agent sends to book an offer for Dana Reyes, on the phone she calls from. */
export const bookingArguments = (offer: Pick<Offered, 'slot_id'>, customerPhone: string, differing = {}) => ({
  slot_id: offer.slot_id,
  service: 'Furnace repair',
  customer_name: 'Dana Reyes',
  customer_phone: customerPhone,
  address: '12 Oak St, Austin',
  ...differing,
});

/** Books an offer in a call. `slot` is the offer; without one the first of tomorrow's is looked up. */
export const book = async (
  { customerPhone }: Pick<FlowBusiness, 'customerPhone'>,
  call: CallSession,
  given: { readonly slot?: Offered; readonly toolCallId?: string; readonly differing?: object } = {},
): Promise<Heard> => {
  const slot = given.slot ?? (await lookUp(call))[0];
  if (!slot) throw new Error('nothing was offered');
  const args = bookingArguments(slot, customerPhone, given.differing);
  return useTool(call, 'book_appointment', args, given.toolCallId);
};
