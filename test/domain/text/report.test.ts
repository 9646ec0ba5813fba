import { describe, expect, it } from 'vitest';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { reported } from '../../../functions/domain/text/report.ts';
import { confirmationText, type Text } from '../../../functions/domain/text/text.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { anAppointment, MONDAY_MORNING } from '../../support/builders.ts';

const ids = derivedIds(hashing);
const at = new Date(MONDAY_MORNING).toISOString();
const sent: Text = {
  ...confirmationText(ids, anAppointment(), at),
  state: 'sent',
  messageId: 'message-1',
  handovers: 1,
  sentAt: at,
};

const after = (...statuses: readonly string[]): Text =>
  statuses.reduce<Text>(
    (text, status) => reported(text, { messageId: 'message-1', status, at }, MONDAY_MORNING) ?? text,
    sent,
  );

describe('what the vendor says of a text', () => {
  it.each([
    ['delivered', 'delivery_failed'],
    ['delivery_unconfirmed', 'delivered'],
    ['sending_failed', 'expired'],
    ['delivered', 'delivered'],
  ])('at one instant ends alike, whichever comes first (%s, %s)', (one, other) => {
    const end = ({ state, failedBecause, report }: Text) => ({ state, failedBecause, report });

    expect(end(after(one, other))).toEqual(end(after(other, one)));
  });

  it('of one that was held back has it sent once more as any other, and not held as well', () => {
    const held: Text = {
      ...sent,
      state: 'suppressed',
      suppressedBecause: 'not_registered',
      sentAt: undefined,
    };
    const failure = { messageId: 'message-1', status: 'delivery_failed', at, failure: 'passing' } as const;

    const again = reported(held, failure, MONDAY_MORNING);

    expect(again).toMatchObject({ state: 'requested', abandonedMessageId: 'message-1' });
    expect(again?.suppressedBecause).toBeUndefined();
  });
});
