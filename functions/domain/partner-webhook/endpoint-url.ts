/** Others than 443 are where nobody but insiders listens; 8443 is what those have who may not open it. */
const PORTS = ['', '443', '8443'] as const;

/** Names that are not of the public internet: RFC 6761, 6762, 8375, 7686, and what networks call themselves inside. */
const INSIDE =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|arpa|onion|invalid|alt)$/;
/** As RFC 1123 has labels, each at most 63 long. The last has a letter: a number there makes it an address. */
const NAME =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;
/** Printable ASCII without what browsers mend or read as something else. */
const PLAIN = /^[!#-;=?-[\]_a-z~]+$/;
const LONGEST_NAME = 253;

/**
 * The address of an endpoint, if that is one that events may be sent to by its looks; whether its name leads inside is
 * found out when it is looked up, each time. A name, never a number: nobody gets a certificate for most of those. As it
 * is written, so it is read: a host that the WHATWG's rules for URLs would spell otherwise (octal, hexadecimal, full
 * width, percent signs) is refused, so that no two readers of it disagree. `allowLoopback`: stage local, where a
 * developer's own program listens, also without TLS.
 */
export const endpointUrl = (
  text: string,
  { allowLoopback }: { readonly allowLoopback: boolean },
): URL | undefined => {
  if (!PLAIN.test(text) || text.includes('#') || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const [, written = ''] = /^https?:\/\/([^/?]*)/.exec(text.toLowerCase()) ?? [];
  if (url.username || url.password || written.includes('@')) return undefined;
  if (allowLoopback && LOOPBACK.test(url.hostname)) return /^https?:$/.test(url.protocol) ? url : undefined;
  const isAsWritten = written === url.host || written === `${url.hostname}:443`;
  if (url.protocol !== 'https:' || !isAsWritten || !(PORTS as readonly string[]).includes(url.port))
    return undefined;
  const { hostname } = url;
  return NAME.test(hostname) && hostname.length <= LONGEST_NAME && !INSIDE.test(hostname) ? url : undefined;
};
