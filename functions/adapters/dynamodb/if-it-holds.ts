import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** What a write answers, or undefined where its condition did not hold: that is an answer too. */
export const ifItHolds = async <T>(write: Promise<T>): Promise<T | undefined> => {
  try {
    return await write;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return undefined;
  }
};
