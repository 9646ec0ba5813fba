import { dynamoConsents } from '../../functions/adapters/dynamodb/consents.ts';
import { dynamoTexts } from '../../functions/adapters/dynamodb/texts.ts';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import type { Texts } from '../../functions/domain/text/ports.ts';
import { confirmationText, type Text } from '../../functions/domain/text/text.ts';
import * as step from '../../functions/domain/text/text-steps.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { anAppointment, MONDAY_MORNING } from './builders.ts';
import type { LocalTable } from './dynamo.ts';

export const AT = new Date(MONDAY_MORNING).toISOString();

export const message = {
  from: '+15125550142',
  to: '+15125550187',
  body: 'You are booked.',
  messagingProfileId: 'profile',
};

export const occasion = (eventId: string) =>
  ({ vendor: 'telnyx', eventId, type: 'message.sent', receivedAt: AT }) as const;

let serial = 0;

/** The text of a business of its own, not written yet, and the table it would be written to. */
export const aTextRow = (table: LocalTable) => {
  serial += 1;
  const ids = derivedIds(hashing);
  const businessId = `biz_textrows${serial}` as BusinessId;
  const text = confirmationText(ids, anAppointment({ businessId }), AT);
  const rowOf = async (): Promise<Record<string, unknown> | undefined> =>
    (await table.rows()).find(({ pk, id }) => String(pk).includes(`${businessId}#`) && id === text.id);
  return {
    text,
    rowOf,
    texts: dynamoTexts(table, ids, hashing, waiting),
    consents: dynamoConsents(table, ids, waiting),
  };
};

/** Written, and claimed for sending. */
export const aClaimed = async (texts: Texts, text: Text): Promise<Text> => {
  await texts.create(text, { announced: false });
  const claimed = step.claimed(text, message, MONDAY_MORNING);
  await texts.claim(text, claimed);
  return claimed;
};
