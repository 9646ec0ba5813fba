import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readPattern } from '../../../scripts/local/logs/filter-pattern.ts';

type LogEvent = { readonly timestamp: number; readonly message: string };
type Input = Readonly<Record<string, unknown>>;
type Answer = { readonly status?: number; readonly body: unknown; readonly xml?: boolean };

export type Stored = {
  /** Log events by log group. */
  readonly groups: Readonly<Record<string, readonly LogEvent[]>>;
  readonly tables?: readonly string[];
  /** Rows as DynamoDB spells them. */
  readonly rows?: readonly Readonly<Record<string, Record<string, unknown>>>[];
  readonly buckets?: readonly string[];
  readonly objects?: Readonly<Record<string, string>>;
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

/**
 * CloudWatch Logs as it is on the wire: one event a page, an empty page in between, a page of groups at a time, and every
 * third search throttled at first. Beside it what a trace asks of DynamoDB and S3.
 */
export const startAws = async (stored: Stored) => {
  const asked: { readonly action: string; readonly input: Input }[] = [];
  const names = Object.keys(stored.groups);
  let searches = 0;

  const describeGroups = ({ logGroupNamePrefix, nextToken }: Input): Answer => {
    const fitting = names.filter((name) => name.startsWith(String(logGroupNamePrefix)));
    const from = Number(nextToken ?? 0);
    const more = from + 1 < fitting.length;
    return {
      body: {
        logGroups: fitting.slice(from, from + 1).map((logGroupName) => ({ logGroupName })),
        ...(more && { nextToken: String(from + 1) }),
      },
    };
  };

  const filterEvents = (input: Input): Answer => {
    searches += 1;
    if (searches % 3 === 0) {
      return { status: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } };
    }
    const matches = readPattern(String(input.filterPattern));
    const fitting = (stored.groups[String(input.logGroupName)] ?? []).filter(
      ({ timestamp, message }) => timestamp >= Number(input.startTime ?? 0) && matches?.(message),
    );
    const [, place = '0'] = /^t(\d+)$/.exec(String(input.nextToken)) ?? [];
    const step = Number(place);
    // Every other page is empty: there is more all the same.
    const events = step % 2 === 1 ? fitting.slice((step - 1) / 2, (step - 1) / 2 + 1) : [];
    const more = step < fitting.length * 2 - 1;
    return {
      body: {
        events: events.map((event, index) => ({ ...event, eventId: `${step}-${index}`, logStreamName: 's' })),
        searchedLogStreams: [],
        ...(more && { nextToken: `t${step + 1}` }),
      },
    };
  };

  const query = ({ ExpressionAttributeValues: values }: Input): Answer => {
    const { ':pk': pk, ':sk': sk } = values as Record<string, { S: string }>;
    const Items = (stored.rows ?? []).filter(
      (row) => row.pk?.S === pk?.S && (sk === undefined || String(row.sk?.S).startsWith(sk.S)),
    );
    return { body: { Items, Count: Items.length } };
  };

  const actions: Readonly<Record<string, (input: Input) => Answer>> = {
    'Logs_20140328.DescribeLogGroups': describeGroups,
    'Logs_20140328.FilterLogEvents': filterEvents,
    'DynamoDB_20120810.ListTables': () => ({ body: { TableNames: stored.tables ?? [] } }),
    'DynamoDB_20120810.Query': query,
  };

  const objectAt = (path: string): Answer => {
    if (path === '/') {
      const buckets = (stored.buckets ?? []).map((name) => `<Bucket><Name>${name}</Name></Bucket>`).join('');
      return {
        xml: true,
        body: `<ListAllMyBucketsResult><Buckets>${buckets}</Buckets></ListAllMyBucketsResult>`,
      };
    }
    const body = stored.objects?.[decodeURIComponent(path)];
    return body === undefined ? { status: 404, body: '' } : { body, xml: true };
  };

  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const target = String(request.headers['x-amz-target'] ?? '');
      const action = target === '' ? `s3 ${request.url}` : target;
      const input = target === '' ? {} : (JSON.parse(body) as Input);
      asked.push({ action, input });
      const path = new URL(request.url ?? '/', 'http://aws').pathname;
      const answer =
        target === ''
          ? objectAt(path)
          : (actions[target]?.(input) ?? { status: 400, body: { __type: 'UnknownOperationException' } });
      response.writeHead(answer.status ?? 200, {
        'content-type': answer.xml ? 'application/xml' : 'application/x-amz-json-1.1',
      });
      response.end(answer.xml ? String(answer.body) : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
