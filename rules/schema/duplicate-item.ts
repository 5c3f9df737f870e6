import { shownField } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'schema/duplicate-item',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  summary: 'Every item of a list that its items name is there once',
  why: 'The API server tells the items of such a list apart by their name, and refuses one that occurs twice.',
  remedy: 'Remove the item, or give it another name.',
  references: ['https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy'],

  checkSchema({ code, path, expected }, subject) {
    if (code !== 'duplicate-item') return undefined;
    const list = path.slice(0, -1);
    const first = subject.at(...list, Number(expected['firstIndex']));
    return {
      at: subject.at(...path),
      message: `${shownKeys(expected['keys'])} stands twice in ${shownField(list)}`,
      related: [{ at: first, message: 'It stands here first' }],
    };
  },
});

/** The key of an item; where several fields make it up, each with its name. */
function shownKeys(keys: unknown): string {
  if (typeof keys !== 'object' || keys === null) return `"${keys}"`;
  const entries = Object.entries(keys);
  const [only] = entries;
  if (only && entries.length === 1) return `"${only[1]}"`;
  return `The item with ${entries.map(([name, value]) => `${name} "${value}"`).join(' and ')}`;
}
