import type { AppointmentId, BusinessId } from '../../contracts/ids.ts';
import type { Appointment } from '../appointment/appointment.ts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { ChainJudgement } from '../audit/judge-chain.ts';
import type { Call } from '../call/call.ts';
import type { CallStory } from '../call/story.ts';
import type { Customer } from '../customer/customer.ts';
import type { Fee } from '../fee/fee.ts';
import type { Remark } from '../remark/remark.ts';
import type { Text } from '../text/text.ts';

/** Which part of a list is wanted. `from` and `until`: ISO instants, the second one excluded. */
export type PageWanted = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
};

/** `next` leads to what follows, in this list of this business and nowhere else. */
export type Page<Item> = { readonly items: Item[]; readonly next?: string | undefined };

/** What people look through. May lag behind a write by a moment; refuses with `cursor_invalid`. */
export type Lists = {
  calls(id: BusinessId, wanted: PageWanted): Promise<Page<Call>>;
  /**
   * Calls with what stands beside each. Looks through `MOST_LOOKED_THROUGH` calls a page, so that one may have fewer than are
   * wanted, or none, and go on all the same.
   */
  callStories(
    id: BusinessId,
    wanted: PageWanted,
    isWanted: (call: Call) => boolean,
  ): Promise<Page<CallStory>>;
  /** What people say of calls, by whether there is still something to be done about it. */
  remarks(
    id: BusinessId,
    list: 'open-feedback' | 'done-feedback',
    wanted: Pick<PageWanted, 'limit' | 'cursor'>,
  ): Promise<Page<Remark>>;
  appointments(id: BusinessId, wanted: PageWanted): Promise<Page<Appointment>>;
  fees(id: BusinessId, wanted: PageWanted): Promise<Page<Fee>>;
  texts(id: BusinessId, wanted: PageWanted): Promise<Page<Text>>;
  /** Looks through as many customers a page, where only some are wanted. */
  customers(
    id: BusinessId,
    wanted: PageWanted,
    isWanted?: (customer: Customer) => boolean,
  ): Promise<Page<Customer>>;
  audit(id: BusinessId, wanted: PageWanted): Promise<Page<AuditEntry>>;
  /** Whether the record of what people decided is whole, as it stands now. Reads all of it. */
  auditChain(id: BusinessId): Promise<ChainJudgement>;
  /** An appointment with what hangs on it, as it stands now. */
  story(
    id: BusinessId,
    appointment: AppointmentId,
  ): Promise<
    | { readonly appointment: Appointment; readonly fee: Fee | undefined; readonly texts: readonly Text[] }
    | undefined
  >;
};
