/** Whether two names differ as those of siblings do, in a number or a single letter (`pg-1` and `pg-2`), not by a slip of the keyboard. */
export function areSiblings(a: string, b: string): boolean {
  return stem(a) === stem(b);
}

function stem(name: string): string {
  return name.replace(/\d+|(?<=[-_.])[a-z](?=[-_.]|$)/gu, '#');
}
