import { isOfLibrary, refusedSettings } from '../../src/facts/postgres-settings.ts';
import { defineRule } from '../../src/rule/index.ts';
import { inPostgresUnits } from '../../src/values/postgres-units.ts';
import { readSetting } from '../../src/values/postgres-value.ts';

export default defineRule({
  id: 'postgres/parameter-unit',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters',
  consequence: 'refused',
  preset: 'recommended',
  fixable: true,
  summary: 'A size or a time among the PostgreSQL parameters has a unit of PostgreSQL',
  why:
    "PostgreSQL's units are not those of Kubernetes, and their case matters: `64Mi`, `64mb` and `15m` are none. The API server accepts " +
    'them, and then no instance starts, or a reload leaves all parameters as they were.',
  remedy: 'Write B, kB, MB, GB or TB for a size, and us, ms, s, min, h or d for a time.',
  exceptions: [
    "Sizes that the operator's webhook reads, and refuses, are reported by admission/parameter-size-format.",
    'It is a warning for a parameter of an extension: the server starts, and the value is ignored.',
  ],
  references: [
    'https://www.postgresql.org/docs/current/config-setting.html#CONFIG-SETTING-NAMES-VALUES',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/2471',
    'https://github.com/pgconfig/api/issues/13',
    'https://github.com/sclorg/postgresql-container/issues/109',
  ],

  *check(cluster, context) {
    for (const given of context.fact(refusedSettings, cluster)) {
      const { name, path, field, settings, fault, clause } = given;
      const [setting] = settings;
      if (fault !== 'unknown unit' || !setting) continue;
      const meant = inPostgresUnits(field.value, setting.unit);
      const isMeant = meant !== undefined && settings.some((one) => 'value' in readSetting(meant, one));
      yield {
        at: field.at,
        message: `${name} "${field.value}" ${clause}`,
        ...(isOfLibrary(given) && { severity: 'warning' }),
        ...(isMeant && {
          help: `Write "${meant}".`,
          fix: {
            title: `Write "${meant}"`,
            safe: true,
            edits: cluster.editor.set(cluster.inDocument(...path), meant),
          },
        }),
      };
    }
  },
});
