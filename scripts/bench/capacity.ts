/** An item as DynamoDB's protocol spells it. */
export type Item = Readonly<Record<string, Attribute>>;
export type Attribute = Readonly<Record<string, unknown>>;

const KILOBYTE = 1024;
const READ_UNIT_BYTES = 4 * KILOBYTE;
/** What a list or map weighs besides what is in it. */
const CONTAINER_BYTES = 3;

const bytes = (text: string): number => Buffer.byteLength(text);

const weightOf = (attribute: Attribute): number => {
  const [[type, value] = ['NULL', true]] = Object.entries(attribute);
  switch (type) {
    case 'S':
      return bytes(String(value));
    case 'N':
      // About a byte for two significant digits, and one.
      return Math.ceil(String(value).replace(/^-?0*\.?/, '').length / 2) + 1;
    case 'B':
      return Math.floor((String(value).length * 3) / 4);
    case 'SS':
    case 'NS':
    case 'BS':
      return (value as string[]).reduce((sum, one) => sum + bytes(one), 0);
    case 'M':
      return CONTAINER_BYTES + itemBytes(value as Item) + Object.keys(value as Item).length;
    case 'L':
      return (value as Attribute[]).reduce((sum, one) => sum + 1 + weightOf(one), CONTAINER_BYTES);
    default:
      return 1;
  }
};

/** What DynamoDB counts of an item: the names of its attributes and their values, in UTF-8. */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, attribute]) => sum + bytes(name) + weightOf(attribute), 0);

/** One unit a kilobyte begun; twice that in a transaction, which writes everything twice. DynamoDB Local says less. */
export const writeUnits = (itemSize: number, inTransaction = false): number =>
  Math.max(1, Math.ceil(itemSize / KILOBYTE)) * (inTransaction ? 2 : 1);

/** One unit for each four kilobytes of what was read in sum, half of it where the newest is not asked for. */
export const readUnits = (sumOfSizes: number, consistent: boolean): number =>
  Math.max(1, Math.ceil(sumOfSizes / READ_UNIT_BYTES)) * (consistent ? 1 : 0.5);
