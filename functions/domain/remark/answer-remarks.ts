import type { Answers } from '../../contracts/api/answers.ts';
import type { callRoutes } from '../../contracts/api/calls.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { CallStories } from '../call/story.ts';
import { Refusal } from '../errors.ts';
import type { Lists } from '../lists/ports.ts';
import type { RemarkChange, Remarks } from './ports.ts';
import { feedbackList, type Remark, remarked } from './remark.ts';

export type OfRemarks = {
  readonly stories: CallStories;
  readonly remarks: Remarks;
  readonly lists: Pick<Lists, 'remarks'>;
};

type Place = Pick<Remark, 'businessId' | 'callId'>;
type Said = Partial<Pick<Remark, 'mark' | 'feedback'>>;

/** What each route does by which people of a business say something of a call. */
export const remarkAnswers = ({
  of,
}: {
  readonly of: (business: BusinessId) => Promise<OfRemarks>;
}): Pick<Answers<typeof callRoutes>, 'markCall' | 'rateCall' | 'listFeedback'> => {
  /** `isSaid`: it says so already, and a repeat is no second entry on record. */
  const say = async (
    place: Place,
    said: Said,
    isSaid: (from: Remark | undefined) => boolean,
    told: Pick<RemarkChange, 'what' | 'by' | 'at'>,
  ): Promise<Remark | undefined> => {
    const { stories, remarks } = await of(place.businessId);
    const story = await stories.find(place.businessId, place.callId);
    if (!story) throw new Refusal('call_not_found');
    if (isSaid(story.remark)) return story.remark;
    const to = remarked(story.remark, place, said);
    if ((await remarks.move({ from: story.remark, to, ...told })) === 'changed')
      throw new Refusal('changed_meanwhile');
    return to;
  };

  return {
    async markCall({ path, body: { mark }, caller, nowMs }) {
      const told = { what: 'call.marked', by: `person:${caller.personId}` } as const;
      const wanted = mark ?? undefined;
      const at = new Date(nowMs).toISOString();
      const remark = await say(path, { mark: wanted }, (from) => from?.mark === wanted, { ...told, at });
      return { mark: remark?.mark };
    },

    async rateCall({ path, body: { rating, words, done }, caller, nowMs }) {
      const at = new Date(nowMs).toISOString();
      const feedback = { rating, words, isDone: done || rating === 'good', at };
      const isSaid = (from: Remark | undefined): boolean =>
        from?.feedback?.rating === rating &&
        from.feedback.words === words &&
        from.feedback.isDone === feedback.isDone;
      const told = { what: 'call.rated', by: `person:${caller.personId}`, at } as const;
      const remark = await say(path, { feedback }, isSaid, told);
      return remark?.feedback ?? feedback;
    },

    async listFeedback({ path: { businessId }, query: { open, ...wanted } }) {
      const { lists } = await of(businessId);
      const { items, next } = await lists.remarks(businessId, feedbackList(open), wanted);
      const rated = items.flatMap(({ callId, feedback }) => (feedback ? [{ callId, feedback }] : []));
      return { items: rated, next };
    },
  };
};
