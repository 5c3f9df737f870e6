import { defineRule, hasPlaceholder, nearest } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/database-server-fdw-undefined',
  kinds: ['Database'],
  about: 'spec.servers',
  consequence: 'refused',
  preset: 'server',
  since: '1.28',
  summary: 'A foreign server uses a foreign data wrapper that the same Database lists',
  why: 'The operator creates a server only with a wrapper that it manages, so the webhook refuses a Database whose `fdws` lacks the one that a server names.',
  remedy: 'Add the wrapper to `fdws`, or correct the name.',
  exceptions: ['A server with `ensure: absent`.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/declarative_database_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/database_webhook.go',
  ],

  *checkAdmission(database) {
    if (database.isUnknown('spec', 'fdws')) return;
    const items = database.get('array', 'spec', 'fdws')?.value ?? [];
    const names = items.flatMap((_, index) => database.text('spec', 'fdws', index, 'name')?.value ?? []);
    // A wrapper whose name, or whose whole item, is filled in later may be the one.
    if (names.length < items.length || names.some(hasPlaceholder)) return;
    for (const { at } of database.list('object', 'spec', 'servers')) {
      const wrapper = database.get('string', ...at.path, 'fdw');
      if (!wrapper || names.includes(wrapper.value) || database.isUnknown(...at.path, 'ensure')) continue;
      if (database.get('string', ...at.path, 'ensure')?.value === 'absent') continue;
      const near = nearest(wrapper.value, names);
      yield {
        at: wrapper.at,
        message: `The foreign data wrapper "${wrapper.value}" is not listed in "fdws"`,
        ...(near !== undefined && { help: `Did you mean "${near}"?` }),
      };
    }
  },
});
