import { remember } from './remember.ts';

/*
 * Kubernetes quantities, as its own code reads them: `10Gi`, `1.5G`, `500m`, `1e3`. A number without any digit, such as
 * `Gi`, is zero; what is smaller than a billionth counts as one.
 */
const form = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?$/u;

/** What an option for an amount matches. */
export const quantityPattern = '^[1-9][0-9]*(?:\\.[0-9]+)?(?:[kMGTPE]|[KMGTPE]i)?$';

const decimal = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const smallest = -9;
const largestBinary = 2n ** 63n - 1n;

/** An exact amount: a whole number times a power of ten. */
// JSON writes line breaks and tabs as escapes, which are not trimmed.
const outerSpace =
  /^[ \u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+|[ \u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+$/gu;

export class Quantity {
  readonly #coefficient: bigint;
  readonly #exponent: number;
  /** The place of the first digit, negative for negative amounts, so that most amounts compare by it alone. */
  readonly #magnitude: number;

  private constructor(coefficient: bigint, exponent: number) {
    this.#coefficient = coefficient;
    this.#exponent = exponent;
    const place = String(coefficient).replace('-', '').length + exponent - 2 * smallest;
    this.#magnitude = coefficient === 0n ? 0 : coefficient < 0n ? -place : place;
  }

  /** Reads a quantity as Go decodes one, which trims it. */
  static decode(value: string | number): Quantity | undefined {
    return Quantity.parse(typeof value === 'number' ? value : value.replaceAll(outerSpace, ''));
  }

  /** Reads a quantity, which YAML may hold as a number where the schema allows one. Nothing if it is none. */
  static parse(value: string | number): Quantity | undefined {
    return Quantity.#read(String(value));
  }

  static readonly #read = remember((text): Quantity | undefined => {
    const match = form.exec(text);
    if (!match || text === '') return undefined;
    const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
    const power = binary.indexOf(suffix);
    const exponent = power >= 0 ? 0 : (decimal.get(suffix) ?? readExponent(suffix.slice(1)));
    if (exponent === undefined) return undefined;
    const digits = whole + fraction;
    // Kubernetes reads such numbers in a way of their own, in which one needs a digit.
    if (digits === '' && (power >= 5 || exponent < smallest)) return undefined;
    const amount = round(
      BigInt(digits || '0') * 1024n ** BigInt(Math.max(power, 0)),
      exponent - fraction.length,
      power > 0,
    );
    return new Quantity(sign === '-' ? -amount.coefficient : amount.coefficient, amount.exponent);
  });

  get isZero(): boolean {
    return this.#coefficient === 0n;
  }

  /** The nearest double. */
  toNumber(): number {
    return Number(`${this.#coefficient}e${this.#exponent}`);
  }

  /** Negative, zero or positive, as this amount is less than, equal to or more than another. */
  compare(other: Quantity): number {
    const [a, b] = [this.#magnitude, other.#magnitude];
    if (a !== b) return a < b ? -1 : 1;
    // Of equal size, so that the exponents differ by no more than the digits written.
    const low = Math.min(this.#exponent, other.#exponent);
    const [x, y] = [this, other].map((one) => one.#coefficient * 10n ** BigInt(one.isZero ? 0 : one.#exponent - low));
    return x === undefined || y === undefined || x === y ? 0 : x < y ? -1 : 1;
  }
}

/** Bytes in the largest binary unit that leaves at least one of it, to one decimal: `9.3Gi`. */
export function inBinaryUnit(bytes: number): string {
  const power = bytes >= 1024 ? Math.min(Math.floor(Math.log2(bytes) / 10), binary.length - 1) : 0;
  const amount = Math.round((bytes / 1024 ** power) * 10) / 10;
  return power === 0 ? `${amount} bytes` : `${amount}${binary[power]}`;
}

/** An exponent as Go has it: of 64 bits when read, of 32 when kept. */
function readExponent(text: string): number | undefined {
  const value = BigInt(text.replace('+', ''));
  return value < 2n ** 63n && value >= -(2n ** 63n) ? Number(BigInt.asIntN(32, value)) : undefined;
}

/** Away from zero to a whole number of billionths; a binary amount is capped. */
function round(
  coefficient: bigint,
  exponent: number,
  isBinary: boolean,
): { readonly coefficient: bigint; readonly exponent: number } {
  if (coefficient === 0n) return { coefficient, exponent: 0 };
  if (isBinary && coefficient > largestBinary * 10n ** BigInt(-exponent))
    return { coefficient: largestBinary, exponent: 0 };
  if (exponent >= smallest) return { coefficient, exponent };
  const surplus = smallest - exponent;
  if (surplus >= String(coefficient).length) return { coefficient: 1n, exponent: smallest };
  const unit = 10n ** BigInt(surplus);
  return { coefficient: (coefficient + unit - 1n) / unit, exponent: smallest };
}
