import type { HttpRoute } from '../types.ts';

export type RouteMatch = {
  readonly route: HttpRoute;
  /** As in the API: `POST /voice/{businessId}/inbound`, or `$default`. */
  readonly key: string;
  readonly parameters: Readonly<Record<string, string>>;
};

const isGreedy = (segment: string) => segment.startsWith('{') && segment.endsWith('+}');
const isParameter = (segment: string) => segment.startsWith('{') && segment.endsWith('}');
const nameOf = (segment: string) => segment.replace(/^\{|\+?\}$/g, '');

const parametersOf = (pattern: readonly string[], segments: readonly string[]) => {
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index];
    if (isGreedy(part)) {
      const rest = segments.slice(index).join('/');
      return rest === '' ? undefined : { ...parameters, [nameOf(part)]: rest };
    }
    if (segment === undefined || segment === '') return undefined;
    if (isParameter(part)) parameters[nameOf(part)] = segment;
    else if (part !== segment) return undefined;
  }
  return pattern.length === segments.length ? parameters : undefined;
};

/** Compared part by part from the left: a literal goes before a parameter, that before a greedy one. */
const rankOf = ({ path, method }: HttpRoute): string => {
  const parts = path.split('/').map((part) => (isGreedy(part) ? '2' : isParameter(part) ? '1' : '0'));
  return `${parts.join('')}${method === 'ANY' ? '1' : '0'}`;
};

const isDefault = ({ path, method }: HttpRoute) => path === '$default' || method === '$default';

/**
 * Finds the route of a request. `segments` are the decoded parts of the path between its slashes.
 * The most literal route wins, a method goes before ANY, and `$default` takes what is left.
 */
export const matchRoute = (
  routes: readonly HttpRoute[],
  method: string,
  segments: readonly string[],
): RouteMatch | undefined => {
  const matches = routes
    .filter((route) => !isDefault(route) && (route.method === method || route.method === 'ANY'))
    .map((route) => ({ route, parameters: parametersOf(route.path.split('/').slice(1), segments) }))
    .filter(
      (match): match is typeof match & { parameters: Record<string, string> } =>
        match.parameters !== undefined,
    )
    .toSorted((a, b) => (rankOf(a.route) < rankOf(b.route) ? -1 : 1));
  const best = matches[0];
  if (best) return { ...best, key: `${best.route.method} ${best.route.path}` };
  const fallback = routes.find(isDefault);
  return fallback && { route: fallback, key: '$default', parameters: {} };
};
