import { inScript, postInitScripts } from '../../src/facts/post-init-sql.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'bootstrap/post-init-alter-system',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.initdb',
  consequence: 'refused',
  preset: 'recommended',
  since: '1.22',
  summary: 'Do not use ALTER SYSTEM in post-init SQL',
  why:
    'ALTER SYSTEM is not allowed unless enableAlterSystem is set: the statement fails, the initialization with it, and the cluster ' +
    'never comes up. Where it is allowed, replicas would not have the setting.',
  remedy: 'Move the setting to postgresql.parameters, and libraries to postgresql.shared_preload_libraries.',
  exceptions: [
    'Clusters with `enableAlterSystem: true`.',
    'ConfigMaps and Secrets that the run does not see, and encrypted ones.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/#enabling-alter-system',
    'https://github.com/tensorchord/pgvecto.rs/issues/612',
  ],

  *check(cluster, context) {
    const isAllowed = ['spec', 'postgresql', 'enableAlterSystem'];
    if (cluster.get('boolean', ...isAllowed)?.value === true || cluster.isUnknown(...isAllowed)) return;
    for (const script of context.fact(postInitScripts, cluster))
      for (const { start, code, text } of script.statements) {
        const [words] = /^ALTER\s+SYSTEM\b/iu.exec(code) ?? [];
        if (words === undefined) continue;
        const parameter = /^\s+(?:RE)?SET\s+("[^"]*"|[\w.]+)/iu.exec(text.slice(words.length))?.[1];
        const name = parameter?.replaceAll('"', '');
        yield {
          ...inScript(script, start, start + words.length),
          message: `ALTER SYSTEM is not allowed${name === undefined ? '' : `, so "${name}" cannot be set here`}, and the initialization fails`,
          ...(name !== undefined && { help: helpFor(name) }),
        };
      }
  },
});

function helpFor(parameter: string): string {
  return parameter.toLowerCase() === 'shared_preload_libraries'
    ? 'List the libraries in postgresql.shared_preload_libraries.'
    : `Set "${parameter}" in postgresql.parameters.`;
}
