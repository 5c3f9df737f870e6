import { tablespaceNames } from '../../src/facts/tablespace-names.ts';
import { defineRule } from '../../src/rule/index.ts';

const longest = 63;

export default defineRule({
  id: 'admission/tablespace-name-identifier',
  kinds: ['Cluster'],
  about: 'spec.tablespaces',
  consequence: 'refused',
  preset: 'server',
  summary: 'The name of a tablespace is a plain PostgreSQL identifier',
  why:
    'The webhook refuses a name that SQL would need quotes for, such as one with a "-", and one that is longer than ' +
    `the ${longest} characters of a name in PostgreSQL.`,
  remedy: `Choose a name of at most ${longest} letters, digits, "_" and "$" that starts with a letter or "_".`,
  references: [
    'https://cloudnative-pg.io/documentation/current/tablespaces/',
    'https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { value, at, twin } of context.fact(tablespaceNames, cluster)) {
      const message = twin || value.startsWith('pg_') ? undefined : faultOf(value);
      if (message !== undefined) yield { at, message };
    }
  },
});

function faultOf(name: string): string | undefined {
  if (name === '') return 'A tablespace has no name';
  const odd = /[^a-zA-Z0-9_$]/u.exec(name)?.[0];
  if (odd !== undefined) return `"${name}" is no name for a tablespace: it contains "${odd}"`;
  if (/^[0-9$]/u.test(name)) return `"${name}" is no name for a tablespace: it starts with "${name.slice(0, 1)}"`;
  return name.length > longest ? `"${name}" has ${name.length} characters, above the limit of ${longest}` : undefined;
}
