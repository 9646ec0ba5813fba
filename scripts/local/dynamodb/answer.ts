import { randomUUID } from 'node:crypto';
import type { AwsAnswer, AwsCall } from '../gateway/aws-call.ts';
import { awsError } from '../gateway/aws-error.ts';
import { DynamoFailure } from './failure.ts';
import type { MemoryStore } from './memory-store.ts';

/** Does a call of DynamoDB or DynamoDB Streams and answers as their protocol words it, errors included. */
export const answerDynamo = (store: MemoryStore, call: AwsCall): AwsAnswer => {
  try {
    const output = store.perform(call.action, call.input);
    return {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() },
      body: JSON.stringify(output),
    };
  } catch (error) {
    if (!(error instanceof DynamoFailure)) throw error;
    return awsError(call, { code: error.code, message: error.message, extra: error.fields });
  }
};
