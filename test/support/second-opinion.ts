import { runSimulation } from '@cloud-copilot/iam-simulate';

/** A policy as JSON, resolved: no reference of CloudFormation is left in it. */
export type PolicyDocument = { readonly Version: '2012-10-17'; readonly Statement: readonly object[] };

export type Asked = {
  readonly identity: readonly PolicyDocument[];
  readonly resource?: PolicyDocument | undefined;
  readonly session?: PolicyDocument | undefined;
  /** ARN of the role or of a session of it. */
  readonly principal: string;
  readonly action: string;
  readonly resourceArn: string;
  readonly accountId: string;
  /** By condition key as IAM spells it: a text for a key of one value, a list for the others. */
  readonly facts: Readonly<Record<string, string | readonly string[]>>;
};

export type Opinion = {
  readonly allowed: boolean;
  /** Facts that IAM does not know of such a request; they were left aside. */
  readonly ignored: readonly string[];
};

/** What an IAM evaluator that is not ours says. Throws when it finds the policy or the request not to be valid. */
export const secondOpinion = async (asked: Asked): Promise<Opinion> => {
  const result = await runSimulation(
    {
      request: {
        principal: asked.principal,
        action: asked.action,
        resource: { resource: asked.resourceArn, accountId: asked.accountId },
        contextVariables: asked.facts as Record<string, string | string[]>,
      },
      identityPolicies: asked.identity.map((policy, index) => ({ name: `policy ${index}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(asked.resource && { resourcePolicy: asked.resource }),
      ...(asked.session && { sessionPolicy: asked.session }),
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  // A request on an ARN with a star is taken for a question about many resources.
  if (result.resultType === 'wildcard') throw new Error(`${asked.resourceArn} is not one resource`);
  return {
    allowed: result.overallResult === 'Allowed',
    ignored: result.result.ignoredContextKeys ?? [],
  };
};
