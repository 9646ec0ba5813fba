import { expect, test } from 'vitest';
import { type OwnerDeps, ownerAnswers } from '../../../functions/domain/business/answer-owner.ts';
import { MONDAY_MORNING as NOW } from '../../support/builders.ts';

const DAY_MS = 86_400_000;

/** What the owner is shown of a call that ended so many days ago, and which transcripts were asked for. */
const shown = async (daysAgo: number) => {
  const asked: string[] = [];
  const call = {
    id: 'call_1',
    transcriptKey: 'words',
    endedAt: new Date(NOW - daysAgo * DAY_MS).toISOString(),
  };
  const of = async () => ({
    stories: { find: async () => ({ call: { appointmentIds: [], ...call } }) },
    transcripts: {
      read: async (key: string) => {
        asked.push(key);
        return { text: 'Agent: Hello' };
      },
    },
  });
  const answers = ownerAnswers({ of } as unknown as OwnerDeps);
  const path = { businessId: 'biz_aaaaaa', callId: 'call_1' };
  const answer = await answers.showCall({ path, nowMs: NOW } as never);
  return { transcript: answer.transcript, asked };
};

test('a call is shown with its words for a year, and afterwards without asking for them', async () => {
  expect(await shown(364)).toEqual({ transcript: 'Agent: Hello', asked: ['words'] });
  expect(await shown(366)).toEqual({ transcript: undefined, asked: [] });
});

test('a text is shown with its words and whom it went to, and without them before they are known', async () => {
  const message = { from: '+15125550142', to: '+15125550177', body: 'See you', messagingProfileId: 'mp' };
  const items = [{ id: 'txt_1', message }, { id: 'txt_2' }];
  const of = async () => ({ lists: { texts: async () => ({ items }) } });
  const answers = ownerAnswers({ of } as unknown as OwnerDeps);

  const page = await answers.listTexts({ path: { businessId: 'biz_aaaaaa' }, query: {} } as never);

  expect(page.items).toMatchObject([
    { id: 'txt_1', to: '+15125550177', body: 'See you' },
    { id: 'txt_2', to: undefined, body: undefined },
  ]);
});
