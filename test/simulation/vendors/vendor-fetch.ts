import type { Container } from '../kernel/io.ts';
import type { Universe } from '../world/universe.ts';
import { apiKeyOf } from './keyring.ts';
import { carrierOf } from './transport.ts';

/** `fetch` as a container has it: every vendor answers, with the universe's keys. */
export const vendorFetch = (universe: Universe, container: Container): typeof fetch => {
  const { kernel, stripe, telnyx, resend, retell } = universe;
  return carrierOf(
    {
      kernel,
      models: { stripe, telnyx, resend, retell },
      apiKeys: (vendor) => ({
        live: apiKeyOf(vendor, universe.secret),
        first: apiKeyOf(vendor, universe.firstSecret),
      }),
      onDone: (vendor, request, reply) => universe.vendorDid(vendor, request, reply),
    },
    container,
  );
};

/** For a client that takes no `fetch`: the global one is that of whichever container runs. */
export const takeOverFetch = (universe: Universe): void => {
  globalThis.fetch = (input, init) => {
    const { running } = universe.kernel;
    if (running === undefined) throw new Error('a request of nobody');
    return vendorFetch(universe, running)(input, init);
  };
};
