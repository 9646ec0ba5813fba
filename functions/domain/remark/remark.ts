import type { BusinessId, CallId } from '../../contracts/ids.ts';

/** What a call was, where somebody of the business says that it was no customer's. */
export type Mark = 'spam' | 'test';

/** What somebody of the business thinks of how a call went. One that went badly is to be looked at until it is done. */
export type Feedback = {
  readonly rating: 'good' | 'bad';
  readonly words?: string | undefined;
  readonly isDone: boolean;
  /** ISO instant of the last word. */
  readonly at: string;
};

/** What people of a business say of a call: beside it, so that no report changes it. */
export type Remark = {
  readonly v: 1;
  readonly businessId: BusinessId;
  readonly callId: CallId;
  /** Rises with every change. */
  readonly version: number;
  readonly mark?: Mark | undefined;
  readonly feedback?: Feedback | undefined;
};

export const isOpen = ({ rating, isDone }: Feedback): boolean => rating === 'bad' && !isDone;

/** The list that feedback stands in, by whether there is still something to be done about it. */
export const feedbackList = (open: boolean): 'open-feedback' | 'done-feedback' =>
  open ? 'open-feedback' : 'done-feedback';

/** The remark with what somebody says; nothing new is nothing. */
export const remarked = (
  from: Remark | undefined,
  place: Pick<Remark, 'businessId' | 'callId'>,
  said: Partial<Pick<Remark, 'mark' | 'feedback'>>,
): Remark => ({
  ...from,
  v: 1,
  businessId: place.businessId,
  callId: place.callId,
  version: (from?.version ?? 0) + 1,
  ...said,
});
