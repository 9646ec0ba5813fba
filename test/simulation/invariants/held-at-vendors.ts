import { OWNER_VARIABLE } from '../../../functions/adapters/retell/spell-agent.ts';
import { modelRequest } from '../../../scripts/local/vendors/vendor-model.ts';
import type { Row, Universe } from '../world/universe.ts';

/** In which Stripe has a subscription that is worth serving. */
export const STANDING = ['trialing', 'active', 'past_due'];

/** What the vendors hold for one business, as they find it by what we gave them. */
export const heldAtVendors = ({ stripe, telnyx, retell, firstSecret }: Universe, businessId: string) => {
  const { customers } = stripe.state() as {
    readonly customers: readonly {
      readonly id: string;
      readonly metadata: Readonly<Record<string, string>>;
    }[];
  };
  const mine = customers.filter(({ metadata }) => metadata.business_id === businessId).map(({ id }) => id);
  const subscriptions = [...stripe.lives.subscriptions.values()].filter(
    ({ customer, status }) => mine.includes(String(customer)) && STANDING.includes(status),
  );
  const ordered = telnyx
    .orders()
    .filter(({ customer_reference: reference, status }) => reference === businessId && status === 'success')
    .flatMap(({ phone_numbers: numbers }) => numbers.map(({ phone_number: number }) => number));
  const owned = telnyx.numbers().map(({ phoneNumber }) => phoneNumber);
  const books = retell.books();
  const isMine = ({ agent_name: name }: Row) => String(name).includes(businessId);
  return {
    customers: mine,
    subscriptions,
    profiles: telnyx.profiles().filter(({ name }) => name.startsWith(`${businessId} `)),
    numbers: ordered.filter((number) => owned.includes(number)),
    models: books.llms.filter(
      ({ default_dynamic_variables: variables }) =>
        (variables as Row | null)?.[OWNER_VARIABLE] === businessId,
    ),
    /** Each with its versions. */
    agents: books.agents.filter((versions) => versions.some(isMine)),
    imported: books.importedNumbers.filter(({ inbound_webhook_url: url }) =>
      String(url).includes(`/${businessId}/`),
    ),
    /** A version of a model, as Retell shows it. */
    model(id: string, version: number): Row {
      const { body } = retell.handle(
        modelRequest({
          method: 'GET',
          url: `/get-retell-llm/${id}?version=${version}`,
          headers: { authorization: `Bearer ${firstSecret.retell.apiKeys[0]}` },
        }),
      );
      return body as Row;
    },
  };
};

export type Held = ReturnType<typeof heldAtVendors>;
