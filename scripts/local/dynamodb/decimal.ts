import { invalid } from './failure.ts';

/**
 * Numbers as DynamoDB keeps them: decimal, 38 significant digits, magnitude 1E-130 to 9.99...E+125 (developer guide,
 * "Supported data types"). Text in, text out; floats would lose digits.
 */
type Parts = {
  readonly negative: boolean;
  /** Without leading or trailing zeros; empty for zero. */
  readonly digits: string;
  /** Of the first digit: 1 for 12.5, -1 for 0.1. */
  readonly magnitude: number;
};

const MOST_DIGITS = 38;
const HIGHEST = 125;
const LOWEST = -130;

const SMALL_INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;

const partsOf = (text: string): Parts => {
  const [, sign, whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (sign === undefined || whole.length + fraction.length === 0) {
    throw invalid(`The parameter cannot be converted to a numeric value: ${text}`);
  }
  const all = whole + fraction;
  const digits = all.replace(/^0+/, '');
  const magnitude = whole.length - 1 - (all.length - digits.length) + Number(exponent);
  const significant = digits.replace(/0+$/, '');
  return { negative: sign === '-' && significant !== '', digits: significant, magnitude };
};

const plain = ({ negative, digits, magnitude }: Parts): string => {
  const sign = negative ? '-' : '';
  if (digits === '') return '0';
  if (magnitude < 0) return `${sign}0.${'0'.repeat(-magnitude - 1)}${digits}`;
  if (magnitude + 1 >= digits.length) return sign + digits.padEnd(magnitude + 1, '0');
  return `${sign}${digits.slice(0, magnitude + 1)}.${digits.slice(magnitude + 1)}`;
};

const inRange = (parts: Parts): Parts => {
  if (parts.digits === '') return parts;
  if (parts.digits.length > MOST_DIGITS) {
    throw invalid('Attempting to store more than 38 significant digits in a Number');
  }
  if (parts.magnitude > HIGHEST) {
    throw invalid('Number overflow. Attempting to store a number with magnitude larger than supported range');
  }
  if (parts.magnitude < LOWEST) {
    throw invalid(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  }
  return parts;
};

/** The number as DynamoDB gives it back: no exponent, no needless zeros. Throws a ValidationException. */
export const canonicalNumber = (text: string): string =>
  SMALL_INTEGER.test(text) ? text : plain(inRange(partsOf(text)));

/**
 * Bytes of a canonical number: one for each pair of digits, counted from the point as base 100 has them, and one, and
 * one more for a minus; a zero takes one. The guide says "approximately"; DynamoDB Local is exact in this way.
 */
export const numberBytes = (text: string): number => {
  if (text.length === 1) return text === '0' ? 1 : 2;
  const { negative, digits, magnitude } = partsOf(text);
  if (digits === '') return 1;
  const halfPair = magnitude % 2 === 0 ? 1 : 0;
  return Math.ceil((digits.length + halfPair) / 2) + (negative ? 2 : 1);
};

/** Text that is ordered as the numbers are. */
export const orderedNumber = (text: string): string => {
  const { negative, digits, magnitude } = partsOf(text);
  if (digits === '') return '1';
  if (!negative) return `2${magnitude + 500}${digits}`;
  const mirrored = digits.replace(/\d/g, (digit) => String(9 - Number(digit)));
  return `0${499 - magnitude}${mirrored}~`;
};

/** Below, at or above zero, as the first is below, equal to or above the second; both canonical. */
export const compareNumbers = (left: string, right: string): number => {
  if (left === right) return 0;
  // So short a decimal has a float of its own.
  if (left.length < 16 && right.length < 16) return Number(left) - Number(right);
  return orderedNumber(left) < orderedNumber(right) ? -1 : 1;
};

/** The exact sum or difference; throws a ValidationException where it needs more digits than DynamoDB keeps. */
export const addNumbers = (left: string, right: string, minus: boolean): string => {
  if (SMALL_INTEGER.test(left) && SMALL_INTEGER.test(right)) {
    return String(minus ? Number(left) - Number(right) : Number(left) + Number(right));
  }
  const [one, two] = [partsOf(left), partsOf(right)];
  const lastPlace = ({ magnitude, digits }: Parts) => magnitude - Math.max(1, digits.length) + 1;
  const place = Math.min(lastPlace(one), lastPlace(two));
  const scaled = (parts: Parts): bigint => {
    const whole = BigInt(parts.digits || '0') * 10n ** BigInt(lastPlace(parts) - place);
    return parts.negative ? -whole : whole;
  };
  const total = minus ? scaled(one) - scaled(two) : scaled(one) + scaled(two);
  return canonicalNumber(`${total}E${place}`);
};
