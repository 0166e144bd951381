/**
 * Rounds as Python's `round(value, digits)`: correctly, with exact ties to the even digit (0.5625 → 0.562, where
 * `toFixed` gives 0.563).
 */
export function roundHalfEven(value: number, digits: number): number {
  const scale = 10 ** digits;
  const below = Math.floor(value * scale);
  // A tie is a binary fraction with few digits, so that this product is exact where it matters.
  const tie = value * scale === below + 0.5 && Number.isInteger(value * 2 ** (digits + 1));
  if (tie) return (below % 2 === 0 ? below : below + 1) / scale;
  return Number(value.toFixed(digits));
}
