import { isOfLibrary, refusedSettings } from '../../src/facts/postgres-settings.ts';
import { defineRule, nearest } from '../../src/rule/index.ts';

export default defineRule({
  id: 'postgres/parameter-value',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters',
  consequence: 'refused',
  preset: 'recommended',
  summary: 'A PostgreSQL parameter has a value that PostgreSQL takes',
  why:
    'The API server accepts any text, and PostgreSQL does not start with one that is out of range, no number, or no word that the parameter ' +
    'knows: a new cluster never gets ready, and a restart fails on one instance after the other.',
  remedy: 'Write a value that the PostgreSQL manual lists for the parameter.',
  exceptions: [
    'What only some of the PostgreSQL majors refuse that the cluster may run is not reported: without an image, it may be any.',
    "A value that the operator's webhook reads, and refuses, is reported by the rules admission/parameter-… and admission/wal-level-….",
    'It is a warning for a parameter of an extension: the server starts, and the value is ignored.',
  ],
  references: [
    'https://www.postgresql.org/docs/current/runtime-config.html',
    'https://www.postgresql.org/docs/current/config-setting.html#CONFIG-SETTING-NAMES-VALUES',
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
  ],

  *check(cluster, context) {
    for (const given of context.fact(refusedSettings, cluster)) {
      const { name, field, settings, fault, clause } = given;
      if (fault === 'unknown unit') continue;
      const near = nearest(field.value, settings.at(-1)?.values ?? []);
      yield {
        at: field.at,
        message: `${name} "${field.value}" ${clause}`,
        ...(isOfLibrary(given) && { severity: 'warning' }),
        ...(fault === 'no boolean' && { help: 'Write "on" or "off".' }),
        ...(near !== undefined && { help: `Write "${near}" if that is meant.` }),
      };
    }
  },
});
