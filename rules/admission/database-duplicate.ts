import { defineRule, type Path, type RawFinding, type Resource } from '../../src/rule/index.ts';

/** Lists whose items have names, with the lists that their own items hold; and what an item is. */
const lists: ReadonlyMap<string, string> = new Map([
  ['extensions', 'extension'],
  ['schemas', 'schema'],
  ['fdws', 'foreign data wrapper'],
  ['servers', 'server'],
]);
const inner: ReadonlyMap<string, string> = new Map([
  ['options', 'option'],
  ['usage', 'user'],
]);

export default defineRule({
  id: 'admission/database-duplicate',
  kinds: ['Database'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  since: '1.26',
  summary: 'Each extension, schema, foreign data wrapper, server, option and user of a Database is listed once',
  why: 'The webhook refuses a Database that lists a name twice, even where one of the two is to be absent: no one could tell which one counts.',
  remedy: 'Remove one of the two.',
  references: [
    'https://cloudnative-pg.io/documentation/current/declarative_database_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/database_webhook.go',
  ],

  *checkAdmission(database) {
    for (const [list, what] of lists) {
      if (!database.has('spec', list)) continue;
      yield* repeated(database, ['spec', list], what);
      for (const { at } of database.list('object', 'spec', list))
        for (const [name, item] of inner) yield* repeated(database, [...at.path, name], item);
    }
  },
});

/** The second and later items of a name in a list. */
function* repeated(database: Resource, list: Path, what: string): Generator<RawFinding> {
  const first = new Map<string, Path>();
  for (const { at } of database.list('object', ...list)) {
    const name = database.get('string', ...at.path, 'name');
    const before = name && first.get(name.value);
    if (before)
      yield {
        at: name.at,
        message: `The ${what} "${name.value}" is listed twice`,
        related: [{ at: database.at(...before), message: 'For the first time' }],
      };
    else if (name) first.set(name.value, name.at.path);
  }
}
