import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Stage } from '../stages.ts';

/** What every construct needs to apply the house defaults. */
export type House = {
  readonly stage: Stage;
  /** Reaches the operator. */
  readonly alarmTopic: ITopic;
};
