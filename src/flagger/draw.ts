const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Ten letters, the value of a cookie; the same for the same seed and number. */
export function drawLetters(seed: number, index: number): string {
  return Array.from({ length: 10 }, (_, place) =>
    LETTERS.charAt(drawNumber(seed, index * 16 + place) % LETTERS.length),
  ).join('');
}

/** A UUID, the id of a pod template; the same for the same seed and number. */
export function drawUuid(seed: number, index: number): string {
  const [first, last] = [drawNumber(seed, index * 16), index].map((one) => one.toString(16));
  return `${(first ?? '').padStart(8, '0')}-0000-4000-8000-${(last ?? '').padStart(12, '0')}`;
}

/** 32 bits of a seed and a number, mixed as SplitMix32 does. */
function drawNumber(seed: number, index: number): number {
  let mixed = (seed + Math.imul(index + 1, 0x9e3779b9)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
