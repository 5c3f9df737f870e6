import { parameterDefaults } from '../../src/facts/cluster-defaults.ts';
import { parameterNames, parametersPath, readsParameters } from '../../src/facts/parameters.ts';
import { postgresMajor } from '../../src/facts/postgres-major.ts';
import { defineRule } from '../../src/rule/index.ts';

/** Where what a parameter stands for is configured instead. */
const elsewhere: readonly (readonly [RegExp, string])[] = [
  [/^shared_preload_libraries$/u, 'List the libraries in postgresql.shared_preload_libraries'],
  [/^synchronous_standby_names$/u, 'Describe synchronous replication with postgresql.synchronous'],
  [/^(?:archive_command|archive_cleanup_command)$/u, 'Configure WAL archiving with a backup plugin or spec.backup'],
  [/^(?:restore_command|recovery_target)/u, 'Describe the recovery in spec.bootstrap.recovery'],
  [/^recovery_min_apply_delay$/u, 'Set replica.minApplyDelay of a replica cluster'],
  [/^primary_(?:conninfo|slot_name)$/u, 'Describe the primary of a replica cluster in spec.externalClusters'],
  [/^temp_tablespaces$/u, 'Mark a tablespace of spec.tablespaces as temporary'],
  [/^ssl/u, 'Configure TLS with spec.certificates'],
  [/^hba_file$/u, 'List the lines in postgresql.pg_hba'],
  [/^ident_file$/u, 'List the lines in postgresql.pg_ident'],
];

export default defineRule({
  id: 'admission/parameter-fixed',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters',
  consequence: 'refused',
  preset: 'server',
  summary: 'Only PostgreSQL parameters that the operator leaves open are set',
  why: 'The operator sets archiving, replication, TLS, logging and the places of files itself, and its webhook refuses a Cluster that sets their parameters.',
  remedy: 'Remove the parameter; what it stands for is configured by fields of the Cluster, or not at all.',
  exceptions: [
    'A few parameters may be set to the very text that the operator sets them to, such as `logging_collector: "on"`.',
    'What `archive_mode` is set to does not matter: the operator overwrites it.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/#fixed-parameters',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    if (!context.fact(readsParameters, cluster)) return;
    const operator = context.project.schemas.operator(context.project.target);
    const names = parameterNames(cluster).filter((name) => operator.fixedParameters.includes(name));
    const defaults = parameterDefaults(operator, context.fact(postgresMajor, cluster) ?? operator.minimumPostgres);
    for (const name of names) {
      if (name === 'archive_mode') continue;
      const path = [...parametersPath, name];
      const given = cluster.get('string', ...path);
      const fixed = defaults[name];
      if (fixed !== undefined && (given === undefined || given.value === fixed)) continue;
      const help = elsewhere.find(([names]) => names.test(name))?.[1];
      yield {
        at: cluster.key(...path),
        message:
          fixed === undefined
            ? `"${name}" cannot be set here, because the operator sets it itself`
            : `"${name}" is set to "${given?.value}", but the operator ${fixed === '' ? 'leaves it empty' : `fixes it at "${fixed}"`}`,
        ...(help !== undefined && { help }),
      };
    }
  },
});
