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

const guide = (page: string) =>
  `https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/${page}.html`;

export const emulatorFillsPagesAfterFilter: KnownDifference = {
  source: `${guide('Query.FilterExpression')} (Filter expressions for the Query operation: the limit of 1 MB applies before)`,
  documented: 'A page ends after 1 MB of rows that were read, whatever the filter leaves of them.',
  emulator: 'Only rows that pass the filter count.',
};

export const emulatorStreamsEmptyMapsUntyped: KnownDifference = {
  source:
    'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_AttributeValue.html (AttributeValue, Contents, M)',
  documented: 'A map in an image of a stream record is {"M": {...}}, also an empty one.',
  emulator: 'An empty map of a row is {}, without a type.',
};

export const emulatorCutsTimesToMinutes: KnownDifference = {
  source:
    'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html (StreamRecord, ApproximateCreationDateTime: rounded down to the closest second)',
  documented: 'A record says in which second its change was made.',
  emulator: 'It says in which minute.',
};

export const emulatorForgetsMissingRowsOfBatches: KnownDifference = {
  source: `${guide('read-write-operations')} (DynamoDB reads and writes, Capacity unit consumption for reads: an item that does not exist)`,
  documented: 'To look for a row that is not there takes as much as the smallest row.',
  emulator: 'In BatchGetItem it takes nothing; in GetItem it is right.',
};

export const emulatorSumsTransactionsBeforeRounding: KnownDifference = {
  source: `${guide('transaction-apis')} (Amazon DynamoDB transactions: how it works, Capacity management for transactions)`,
  documented: 'Each row of a transaction takes two write units for each kilobyte begun.',
  emulator: 'The rows are summed, and rounded to kilobytes together.',
};

export const emulatorTellsUnitsUnasked: KnownDifference = {
  source: `${api('DeleteItem')} (DeleteItem, Request Parameters, ReturnConsumedCapacity: NONE where nothing is said)`,
  documented: 'Consumed capacity is told where it is asked for.',
  emulator: 'A DeleteItem of a row that is not there tells it always.',
};

export const emulatorEchoesNumbers: KnownDifference = {
  source: `${guide('HowItWorks.NamingRulesDataTypes')} (Supported data types and naming rules, Number: leading and trailing zeroes are trimmed)`,
  documented: 'A number comes back in one form, whatever it was sent in.',
  emulator:
    'The new row that an UpdateItem hands back shows numbers as they were sent; a read gives them in one form.',
};

export const emulatorGivesReadsNoReasons: KnownDifference = {
  source: `${api('TransactGetItems')} (TransactGetItems, Errors, TransactionCanceledException: the reasons are listed)`,
  documented: 'A canceled read names the reason of each of its actions.',
  emulator: 'Where a key does not match the schema, the exception has none.',
};

export const emulatorScansIndexesByWholeRows: KnownDifference = {
  source: `${guide('GSI')} (Using global secondary indexes, Read capacity units: the sizes of the index entries)`,
  documented: 'To read an index takes as much as what it projects.',
  emulator: 'A scan of an index takes as much as the rows of the table; a query is right.',
};

export const emulatorReadsBothOperands: KnownDifference = {
  source: `${guide('Expressions.UpdateExpressions')} (Using update expressions in DynamoDB, Preventing overwrites of an existing attribute)`,
  documented: 'if_not_exists gives what is at its path, and its second operand only where nothing is there.',
  emulator: 'A second operand that is not in the row is an error even then.',
};

export const emulatorEndsRangesEarly: KnownDifference = {
  source: `${api('Query')} (Query, Response Elements, LastEvaluatedKey: it need not mean that there is more; ExclusiveStartKey)`,
  documented: 'A page that its Limit ended says where, and the next may start there.',
  emulator:
    'At the row that a condition names as the last (<=, BETWEEN) it says nothing, and refuses to start there.',
};

export const emulatorNeverConflicts: KnownDifference = {
  source: `${guide('transaction-apis')} (Amazon DynamoDB transactions: how it works, Transaction conflict handling)`,
  documented:
    'A transaction that meets another, or a single write, on one of its items is canceled with TransactionConflict.',
  emulator: 'It does one request after the other.',
};
