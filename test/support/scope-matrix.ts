import { decide, readPolicy, type Statement } from '../../scripts/local/gateway/policy/evaluate.ts';
import { PLAYS_ALL } from './plays-all.ts';
import { type PolicyDocument, secondOpinion } from './second-opinion.ts';

/** A role whose sessions, by their tag `business`, should reach one business's rows and transcripts and nothing else. */
export type Scope = {
  readonly roleArn: string;
  /** The role's own policies, resolved. */
  readonly identity: readonly PolicyDocument[];
  readonly tableArn: string;
  readonly indexNames: readonly string[];
  readonly bucketArn: string;
  /** Behind `BIZ#<businessId>#` in the keys that the role is for. Default: `ROW`. */
  readonly rows?: string;
  /** Tags that every session has besides. */
  readonly otherTags?: Readonly<Record<string, string>>;
  /** Partition keys that are the session's by its other tags. */
  readonly alsoOwn?: readonly string[];
  /** Partition keys that are asked for besides, none of them the session's. */
  readonly alsoAsked?: readonly string[];
  /** Folders that have one folder for each business. Default: `transcripts`. */
  readonly folders?: readonly string[];
};

export type ScopeFindings = {
  /** `action on where` that a session may do within its business, sorted. */
  readonly allowed: readonly string[];
  /** What a session may do beyond its business, by either evaluator; empty for a fence that holds. */
  readonly breaches: readonly string[];
  /** Where ours and the second evaluator are not of one mind. */
  readonly disagreements: readonly string[];
  /** Why the local cloud would not start with these policies. */
  readonly refused: string | undefined;
  /** How many requests were judged. */
  readonly judged: number;
};

const rowActions = [
  ...['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'],
  ...['ConditionCheckItem', 'PartiQLSelect', 'PartiQLUpdate'],
];
const indexActions = ['Query', 'PartiQLSelect'];
/** A scan names no partition: it is one request only. */
const scans = ['Scan'];
const tableActions = [
  ...['DeleteTable', 'UpdateTable', 'DescribeTable', 'UpdateTimeToLive', 'ExportTableToPointInTime'],
  ...['CreateBackup', 'UpdateContinuousBackups', 'PutResourcePolicy', 'TagResource'],
];
const streamActions = ['DescribeStream', 'GetRecords', 'GetShardIterator'];
const objectActions = ['GetObject', 'GetObjectVersion', 'PutObject', 'DeleteObject', 'GetObjectAcl'];
const bucketActions = ['ListBucket', 'ListBucketVersions', 'GetBucketPolicy', 'DeleteBucket'];
/** Of the same bucket. Two dots are letters of a key to S3; whoever takes them for a step back arrives elsewhere. */
const strangeFolders = ['raw', 'unknown', 'quarantine', 'transcripts/..', 'raw/../transcripts'];

/** Tags a session could have: businesses, one that begins like another, none, and texts that would be patterns. */
const tags = ['biz_a1', 'biz_a12', 'biz_b2', undefined, '', '*', 'biz_*', '??????'];
const businesses = ['biz_a1', 'biz_a12', 'biz_b2'];

const keySetsOf = ({ rows = 'ROW', alsoOwn = [], alsoAsked = [] }: Scope): string[][] => {
  const rowOf = (business: string) => `BIZ#${business}#${rows}`;
  return [
    [],
    ...businesses.map((one) => [rowOf(one)]),
    [rowOf('biz_a1'), rowOf('biz_b2')],
    [rowOf('biz_a1'), rowOf('biz_a12')],
    [rowOf('biz_a1'), 'PERSON#1'],
    ['PERSON#1'],
    ['PERSON#2'],
    ['BIZ#biz_a1'],
    [rowOf('')],
    ...[...alsoOwn, ...alsoAsked].filter((key) => !key.startsWith('PERSON#')).map((key) => [key]),
  ];
};

type Case = {
  readonly action: string;
  readonly where: string;
  readonly resourceArn: string;
  readonly keys: readonly string[];
  /** Whether it lies within what a session with this tag is for. */
  readonly within: (tag: string | undefined) => boolean;
};

const isBusiness = (tag: string | undefined): boolean => tag !== undefined && businesses.includes(tag);

const nothing = () => false;
const rowsWithin =
  (keys: readonly string[], { alsoOwn = [] }: Scope): Case['within'] =>
  (tag) =>
    keys.length > 0 &&
    keys.every((key) => alsoOwn.includes(key) || (isBusiness(tag) && key.startsWith(`BIZ#${tag}#`)));

const casesOf = (scope: Scope): Case[] => {
  const { tableArn, indexNames, bucketArn, folders = ['transcripts'] } = scope;
  const onRows = (actions: readonly string[], where: string, resourceArn: string): Case[] =>
    actions.flatMap((verb) =>
      keySetsOf(scope).map((keys) => ({
        action: `dynamodb:${verb}`,
        where,
        resourceArn,
        keys,
        within: rowsWithin(keys, scope),
      })),
    );
  const plain = (service: string, actions: readonly string[], where: string, resourceArn: string): Case[] =>
    actions.map((verb) => ({ action: `${service}:${verb}`, where, resourceArn, keys: [], within: nothing }));
  const paths = [
    ...folders.flatMap((folder) => [...businesses, ''].map((one) => ({ folder, one }))),
    ...strangeFolders.map((folder) => ({ folder, one: 'biz_a1' })),
  ];
  return [
    ...onRows(rowActions, 'table', tableArn),
    ...indexNames.flatMap((name) => onRows(indexActions, `index ${name}`, `${tableArn}/index/${name}`)),
    ...indexNames.flatMap((name) => plain('dynamodb', scans, `index ${name}`, `${tableArn}/index/${name}`)),
    ...plain('dynamodb', [...scans, ...tableActions], 'table', tableArn),
    ...plain('dynamodb', streamActions, 'stream', `${tableArn}/stream/2026-01-01T00:00:00.000`),
    ...plain('s3', bucketActions, 'bucket', bucketArn),
    ...objectActions.flatMap((verb) =>
      paths.map(({ folder, one }) => ({
        action: `s3:${verb}`,
        where: folder,
        resourceArn: `${bucketArn}/${folder}/${one}/call.json`,
        keys: [],
        within: (tag: string | undefined) => folders.includes(folder) && isBusiness(tag) && one === tag,
      })),
    ),
  ];
};

/** Statements about services that a scoped session has no business with, which no request of the matrix would show. */
const strangeGrants = (identity: readonly PolicyDocument[]): string[] =>
  (identity.flatMap(({ Statement }) => Statement) as Statement[])
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, NotAction }) => [
      ...(NotAction ? ['everything but some actions'] : []),
      ...[Action ?? []].flat().filter((one) => !/^(dynamodb|s3):/i.test(one)),
    ])
    .map((grant) => `grants ${grant}`);

/** Of what ours refuses the second evaluator, which takes by far the longer, is asked every so many. */
const ONE_IN = PLAYS_ALL ? 1 : 3;

/**
 * Asks our evaluator what sessions of a scoped role may do, for every action, tag and set of keys that matters, and a second one
 * of all that ours grants or cannot judge, and of a part of what it refuses. A fence holds when `breaches`, `disagreements` and
 * `refused` are empty; `allowed` then says what it leaves.
 */
export const scopeMatrix = async (scope: Scope): Promise<ScopeFindings> => {
  const accountId = String(scope.roleArn.split(':')[4]);
  const breaches = new Set(strangeGrants(scope.identity));
  const allowed = new Set<string>();
  const disagreements: string[] = [];
  let refused: string | undefined;
  let statements: Statement[] | undefined;
  try {
    statements = scope.identity.flatMap((document) => readPolicy(document, 'scoped role'));
  } catch (error) {
    refused = (error as Error).message;
  }
  const others = Object.entries(scope.otherTags ?? {});
  const ours = ({ action, resourceArn, keys }: Case, tag: string | undefined): boolean | undefined =>
    statements &&
    decide(statements, [], {
      action,
      resource: resourceArn,
      principal: { kind: 'role', arn: scope.roleArn, accountId },
      context: {
        ...(keys.length > 0 && { 'dynamodb:leadingkeys': keys }),
        ...(tag !== undefined && { 'aws:principaltag/business': [tag] }),
        ...Object.fromEntries(
          others.map(([key, value]) => [`aws:principaltag/${key.toLowerCase()}`, [value]]),
        ),
      },
    }).allowed;
  const theirs = async ({ action, resourceArn, keys }: Case, tag: string | undefined): Promise<boolean> => {
    const { allowed: may, ignored } = await secondOpinion({
      identity: scope.identity,
      principal: `${scope.roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/session`,
      action,
      resourceArn,
      accountId,
      facts: {
        ...(keys.length > 0 && { 'dynamodb:LeadingKeys': keys }),
        ...(tag !== undefined && { 'aws:PrincipalTag/business': tag }),
        ...Object.fromEntries(others.map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
      },
    });
    if (ignored.length > 0) throw new Error(`${action} has no ${ignored.join(' and no ')}`);
    return may;
  };
  const cases = casesOf(scope);
  let refusals = 0;
  const isAsked = (we: boolean | undefined): boolean => {
    if (we === false) refusals += 1;
    return we !== false || refusals % ONE_IN === 0;
  };
  for (const one of cases) {
    for (const tag of tags) {
      const we = ours(one, tag);
      const they = isAsked(we) ? await theirs(one, tag) : we;
      const within = one.within(tag);
      const about = one.keys.length > 0 ? ` of ${one.keys.join(' and ')}` : '';
      const what = `${one.action} on ${one.where}`;
      const by = tag === undefined ? 'without a tag' : `tagged "${tag}"`;
      if ((we || they) && within) allowed.add(what);
      if ((we || they) && !within) breaches.add(`${what}${about || ` (${one.resourceArn})`} ${by}`);
      if (we !== undefined && we !== they)
        disagreements.push(`${what}${about} ${by}: ours ${we}, theirs ${they}`);
    }
  }
  return {
    allowed: [...allowed].sort(),
    breaches: [...breaches].sort(),
    disagreements,
    refused,
    judged: cases.length * tags.length,
  };
};
