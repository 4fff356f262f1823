/**
 * Refuse a number outside 0-1.
 * @throws RangeError naming the argument; reaching it is a bug of the caller.
 */
export function requireProbability(what: string, value: number): void {
  if (!(value >= 0 && value <= 1)) refuse(what, value, 'a probability, 0 to 1');
}

/**
 * Refuse anything but a whole number from 0 to 2^53.
 * @throws RangeError naming the argument; reaching it is a bug of the caller.
 */
export function requireCount(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) refuse(what, value, 'a whole number from 0');
}

/**
 * Refuse a number that is not finite, or below 0.
 * @throws RangeError naming the argument; reaching it is a bug of the caller.
 */
export function requireAmount(what: string, value: number): void {
  if (!(value >= 0 && value < Infinity)) refuse(what, value, 'a finite number from 0');
}

/**
 * Refuse a number that is not finite, or not above 0.
 * @throws RangeError naming the argument; reaching it is a bug of the caller.
 */
export function requirePositive(what: string, value: number): void {
  if (!(value > 0 && value < Infinity)) refuse(what, value, 'a finite number above 0');
}

/**
 * Refuse a number that is not strictly between 0 and 1: an error rate to test against, a level.
 * @throws RangeError naming the argument; reaching it is a bug of the caller.
 */
export function requireInside(what: string, value: number): void {
  if (!(value > 0 && value < 1)) refuse(what, value, 'a number above 0 and below 1');
}

function refuse(what: string, value: number, allowed: string): never {
  throw new RangeError(`${what} is ${value}, allowed is ${allowed}`);
}
