import { type GivenSetting, givenSetting } from '../../src/facts/postgres-settings.ts';
import { defineRule, hasPlaceholder, type RawFinding, type Resource } from '../../src/rule/index.ts';
import { matchesWildcard } from '../../src/values/wildcard.ts';

export default defineRule<{ readonly ignore: readonly string[] }>({
  id: 'postgres/unsafe-durability',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters',
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A Cluster survives a crash with all that it has confirmed',
  why:
    'Without `fsync` or `full_page_writes` a crash of the node leaves pages half written, and the database corrupt; the operator lets either be switched off. ' +
    'With a weaker `synchronous_commit` the last transactions are lost that the application was told are safe.',
  remedy: 'Remove the parameter; a transaction that may be lost can set synchronous_commit for itself.',
  exceptions: [
    'Namespaces of the option `ignore`, such as those of tests.',
    '`synchronous_commit: off` is a warning, and an error where the Cluster asks for synchronous replication, which it cancels; there, `local` does as well.',
  ],
  references: [
    'https://www.postgresql.org/docs/current/runtime-config-wal.html#RUNTIME-CONFIG-WAL-SETTINGS',
    'https://cloudnative-pg.io/documentation/current/replication/#synchronous-replication',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/postgres/configuration.go',
  ],
  options: {
    schema: {
      ignore: {
        type: 'array',
        description: 'Namespaces in which nothing is reported; * stands for any text.',
        items: { type: 'string' },
      },
    },
    defaults: { ignore: ['dev*', 'test*', 'sandbox*'] },
  },

  *check(cluster, context) {
    const { namespace = '' } = cluster;
    if (context.options.ignore.some((pattern) => matchesWildcard(namespace, pattern)) || hasPlaceholder(namespace))
      return;
    const { fixedParameters } = context.project.schemas.operator(context.project.target);
    for (const [name, what] of Object.entries(crashes)) {
      const setting = givenSetting(cluster, name, context);
      if (setting?.value !== false || fixedParameters.includes(setting.name)) continue;
      yield { at: setting.field.at, message: `${named(setting)} ${what}`, help: 'Remove it.' };
    }
    const commit = givenSetting(cluster, 'synchronous_commit', context);
    const finding = commit && weakCommit(commit, String(commit.value), synchronousOf(cluster));
    if (finding) yield finding;
  },
});

const crashes: Readonly<Record<string, string>> = {
  fsync: 'lets a crash of the node corrupt the database beyond repair',
  full_page_writes: 'lets a crash of the node leave pages of the database half written',
};

function weakCommit(
  commit: GivenSetting,
  value: string,
  synchronous: Pick<RawFinding, 'related'> | undefined,
): RawFinding | undefined {
  const isOff = ['off', 'false', 'no', '0'].includes(value);
  if (!isOff && !(value === 'local' && synchronous)) return undefined;
  return {
    at: commit.field.at,
    ...(synchronous
      ? { message: `${named(commit)} cancels the synchronous replication that the Cluster asks for`, ...synchronous }
      : {
          message: `${named(commit)} loses the last transactions in a crash, though they were confirmed`,
          severity: 'warning',
        }),
  };
}

/** Where a Cluster asks for synchronous replication. */
function synchronousOf(cluster: Resource): Pick<RawFinding, 'related'> | undefined {
  const replicas = cluster.get('integer', 'spec', 'minSyncReplicas');
  const path = cluster.has('spec', 'postgresql', 'synchronous')
    ? ['spec', 'postgresql', 'synchronous']
    : (replicas?.value ?? 0) > 0
      ? ['spec', 'minSyncReplicas']
      : undefined;
  return path && { related: [{ at: cluster.key(...path), message: 'Asked for here' }] };
}

function named({ name, field }: GivenSetting): string {
  return `${name} "${field.value}"`;
}
