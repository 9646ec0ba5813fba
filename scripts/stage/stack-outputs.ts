import * as z from 'zod';
import { askAws } from './ask-aws.ts';

const Outputs = z.array(z.object({ OutputKey: z.string(), OutputValue: z.string() }));

/** What a deployed stack says of itself, by name. */
export const stackOutputs = async (stack: string): Promise<Map<string, string>> => {
  const question = ['cloudformation', 'describe-stacks', '--stack-name', stack];
  const outputs = await askAws(
    [...question, '--query', 'Stacks[0].Outputs'],
    Outputs,
    `The outputs of ${stack}`,
  );
  return new Map(outputs.map((one) => [one.OutputKey, one.OutputValue]));
};
