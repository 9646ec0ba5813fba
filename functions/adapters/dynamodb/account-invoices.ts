import type { InvoicesOf, PaidInvoice } from '../../domain/figures/ports.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { nounOf } from './rows.ts';
import { rowsBelow } from './rows-below.ts';

export const dynamoInvoicesOf = (table: Table): InvoicesOf => ({
  async all(businessId) {
    const { pk, sk } = keys.accountInvoice(businessId, '');
    return (await rowsBelow(table, pk, sk)).map((row) => nounOf<PaidInvoice>(row));
  },
});
