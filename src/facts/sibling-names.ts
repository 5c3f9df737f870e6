/**
 * Whether two names differ as those of siblings do (`pg-1` and `pg-2`, `shop-east` and `shop-west`, `app-dev` and
 * `app-dr`), not by a slip of the keyboard: in a number, a short word, or a word with another first letter.
 */
export function areSiblings(a: string, b: string): boolean {
  const [words, others] = [a.split(/[-_.]/u), b.split(/[-_.]/u)];
  return words.length === others.length && words.some((word, index) => areDistinct(word, others[index] ?? ''));
}

function areDistinct(a: string, b: string): boolean {
  if (a === b) return false;
  const isNumbered = a.replace(/\d+/gu, '#') === b.replace(/\d+/gu, '#');
  return isNumbered || a[0] !== b[0] || Math.min(a.length, b.length) <= 3;
}
