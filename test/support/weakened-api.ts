import type { Edit } from './changed-assembly.ts';

/** Header that says which business the weakened functions take their credentials for, whatever was asked. */
export const CREDENTIALS_FOR = 'x-credentials-for';
/** Header with an access key that they use instead of what they assumed. */
export const INSTEAD = 'x-instead';

/** Everybody who is signed in passes as an owner of every business. */
const admission: readonly Edit[] = [
  ["if (businessId !== undefined && role === undefined) throw new Refusal('business_not_found');", ''],
  ['return { person, role };', "return { person, role: 'owner' };"],
];

/** Credentials are those of one business while rows of another are asked for. */
const confusion = (lastDependency: string): readonly Edit[] => [
  ["database(waiting, 'screen', credentials)", "database(waiting, 'screen', instead ?? credentials)"],
  ['export const handler = createHandler({', 'let own; let instead;\nconst confused = createHandler({'],
  [
    lastDependency,
    `${lastDependency}
export const handler = (event, context) => {
  own = event.headers['${CREDENTIALS_FOR}'];
  const accessKeyId = event.headers['${INSTEAD}'];
  instead = accessKeyId && { accessKeyId, secretAccessKey: accessKeyId };
  return confused(event, context);
};`,
  ],
];

/**
 * The two functions of the HTTP API without the application's checks: whoever is signed in may ask for any business, and
 * what is asked for is not what the credentials are for. What is left is IAM. By handler, edits by source.
 */
export const weakened: Readonly<Record<string, Readonly<Record<string, readonly Edit[]>>>> = {
  'api/owner': {
    'functions/domain/person/admission.ts': admission,
    'functions/handlers/api/owner.ts': [
      ['(business) => scope({ business })', '() => scope({ business: own })'],
      ['s3As(credentials)', 's3As(instead ?? credentials)'],
      ...confusion('  hashing,\n  clock,\n});'),
    ],
  },
  'api/people': {
    'functions/domain/person/admission.ts': admission,
    'functions/handlers/api/people.ts': [
      ['scope({ business, person })', 'scope({ business: own, person })'],
      // What is counted is counted where it belongs, so that it is not that alone which is refused.
      [
        'requests: dynamoRequests(async (holder) => reaching(holder), hashing),',
        'requests: dynamoRequests(async (holder) => holder.businessId ? scope({ business: own, person: holder.personId }) : table, hashing),',
      ],
      ...confusion('  nonce,\n  clock,\n});'),
    ],
  },
};
