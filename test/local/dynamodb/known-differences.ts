/** Where DynamoDB Local does not do what AWS documents. */
export type KnownDifference = {
  /** The page of docs.aws.amazon.com, its title and section. */
  readonly source: string;
  readonly documented: string;
  readonly emulator: string;
};

const api = (page: string) =>
  `https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_${page}.html`;

export const emulatorRefusesWholeRequest: KnownDifference = {
  source: `${api('TransactWriteItems')} (TransactWriteItems, Errors, TransactionCanceledException, "Validation Error")`,
  documented: 'An update that does not fit its row cancels the transaction with the reason ValidationError.',
  emulator: 'The request is refused with a ValidationException that has no reasons.',
};

export const emulatorJudgesConditionsFirst: KnownDifference = {
  source: `${api('TransactWriteItems')} (TransactWriteItems, TransactItems: no two of them can operate on the same item)`,
  documented: 'A transaction with two actions on one item is refused whatever their conditions say.',
  emulator: 'Where a condition fails, that is what is told.',
};

export const emulatorUpdatesWithoutExpression: KnownDifference = {
  source: `${api('Update')} (Update, Contents, UpdateExpression: required)`,
  documented: 'An update in a transaction has an expression.',
  emulator: 'It may have none, as in UpdateItem, and makes the row.',
};
