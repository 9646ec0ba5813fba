import { type Chance, cryptoChance } from '../chance.ts';
import type { Reply } from '../simulator.ts';
import { idsFrom } from '../vendor-id.ts';
import {
  type Begun,
  type Clock,
  handleBy,
  keyless,
  type ModelRequest,
  type VendorModel,
} from '../vendor-model.ts';
import { agentView, createAgentBooks, llmView } from './agent-books.ts';
import { createNumberBooks, numberView } from './number-books.ts';
import { type Line, lineOf, publishedSpeaker, type Speaker } from './provisioned-line.ts';
import { retellError } from './retell-error.ts';
import { retellSignatureHeader } from './signature.ts';

export type RetellAccount = VendorModel & {
  /** Whether it is one of its paths, whoever asks. */
  knows(request: Pick<ModelRequest, 'method' | 'path'>): boolean;
  /** Who answers a number that was imported; undefined: it was not. Throws where nobody answers it. */
  line(call: { readonly to: string; readonly from: string }): Line | undefined;
  /**
   * The agent that an inbound webhook names in place of the bound one, in its latest version where it names none, as
   * everywhere at Retell; undefined: there is none of that name here.
   */
  speaker(agentId: string, version: number | undefined): Speaker | undefined;
  /** Everything as its owner sees it. */
  books(): {
    readonly llms: readonly Readonly<Record<string, unknown>>[];
    readonly agents: readonly (readonly Readonly<Record<string, unknown>>[])[];
    readonly importedNumbers: readonly Readonly<Record<string, unknown>>[];
  };
};

export type RetellAccountOptions = {
  readonly clock: Clock;
  /** All are accepted, and the first signs; asked anew each time. */
  readonly apiKeys: () => readonly string[];
  readonly chance?: Chance;
};

const bearer = /^Bearer (.+)$/;

/** Agents and numbers of a Retell account, without sockets and chance of its own. Knows no idempotency, as Retell does not. */
export const createRetellAccount = ({
  clock,
  apiKeys,
  chance = cryptoChance,
}: RetellAccountOptions): RetellAccount => {
  const agentBooks = createAgentBooks(clock, idsFrom(chance));
  const numberBooks = createNumberBooks(clock, agentBooks);
  const routes = Object.entries({ ...agentBooks.routes, ...numberBooks.routes }).map(([route, act]) => {
    const [method, path = ''] = route.split(' ');
    return { method, path: new RegExp(`^${path.replace(':id', '([^/]+)')}$`), act };
  });
  const routeOf = ({ method, path }: Pick<ModelRequest, 'method' | 'path'>) =>
    routes.find((route) => route.method === method && route.path.test(path));

  const begin = (request: ModelRequest): Reply | Begun => {
    const key = bearer.exec(request.headers.authorization ?? '')?.[1];
    if (key === undefined || !apiKeys().includes(key)) {
      return retellError(401, 'API key is missing or invalid.');
    }
    const route = routeOf(request);
    if (!route) return retellError(404, `The simulator does not know ${request.method} ${request.path}.`);
    const id = decodeURIComponent(route.path.exec(request.path)?.[1] ?? '');
    return keyless(() => route.act(request, id));
  };
  const failure = retellError;
  const { agents, llms } = agentBooks;
  const { numbers } = numberBooks;

  return {
    begin,
    failure,
    handle: handleBy({ begin, failure }),
    sign: (rawBody, _id, atMs) => ({
      'x-retell-signature': retellSignatureHeader(apiKeys()[0] ?? '', rawBody, atMs),
    }),
    decline: (code) => retellError(402, code ?? 'Trial has ended, please add payment method.'),
    knows: (request) => routeOf(request) !== undefined,
    line: ({ to, from }) => {
      const number = numbers.get(to);
      return number && lineOf(agentBooks, number, from);
    },
    speaker: (agentId, version) =>
      agents.has(agentId) ? publishedSpeaker(agentBooks, agentId, version) : undefined,
    books: () => ({
      llms: [...llms.values()].map((llm) => llmView(llm)),
      agents: [...agents.values()].map((agent) => agent.all().map((version) => agentView(agent, version))),
      importedNumbers: [...numbers.values()].map(numberView),
    }),
  };
};
