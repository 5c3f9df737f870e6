import { lackOf } from '../../src/facts/preloaded-libraries.ts';
import {
  defineRule,
  type Field,
  type Path,
  type RawFinding,
  type RawFix,
  type Resource,
  type RuleContext,
} from '../../src/rule/index.ts';
import { createdExtensions } from '../../src/values/created-extensions.ts';

const initdb: Path = ['spec', 'bootstrap', 'initdb'];
const libraries: Path = ['spec', 'postgresql', 'shared_preload_libraries'];

export default defineRule({
  id: 'postgres/preload-library',
  kinds: ['Cluster', 'Database'],
  consequence: 'refused',
  preset: 'recommended',
  summary: 'An extension that needs its library preloaded finds it preloaded',
  why:
    'The library of such an extension must be there when the server starts. Without it, creating the extension fails, and with it the bootstrap that does so; ' +
    'or the extension is there and does nothing.',
  remedy: 'Add the library to `postgresql.shared_preload_libraries`; the instances restart for it.',
  exceptions: [
    '`pg_stat_statements`, `auto_explain`, `pgaudit` and `pg_failover_slots` are preloaded by the operator where a parameter of theirs is set; without one, it is advice.',
    '`pg_search` needs it up to PostgreSQL 16 only.',
    'Clusters that are not in the run, and libraries that a patch or a placeholder may add.',
    'SQL in a ConfigMap or a Secret is not read.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/#shared-preload-libraries',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/8045',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/10558',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/10388',
  ],

  *check(subject, context) {
    const wanted = subject.kind === 'Cluster' ? fromSql(subject) : fromList(subject);
    if (wanted.length === 0) return;
    const clusters = subject.kind === 'Cluster' ? [subject] : clustersOf(subject, context);
    const [cluster] = clusters;
    if (!cluster) return;
    for (const { name, field } of wanted) {
      const lacks = clusters.map((one) => lackOf(name, one, context));
      const [lack] = lacks;
      if (lack !== undefined && lacks.every((one) => one === lack)) yield finding(name, field, lack, cluster, subject);
    }
  },
});

interface Wanted {
  readonly name: string;
  readonly field: Field<string>;
}

const scripts = ['postInitSQL', 'postInitTemplateSQL', 'postInitApplicationSQL'];

function fromSql(cluster: Resource): readonly Wanted[] {
  return scripts
    .flatMap((list) => cluster.list('string', ...initdb, list))
    .flatMap((field) => createdExtensions(field.value).map((name) => ({ name, field })));
}

function fromList(database: Resource): readonly Wanted[] {
  if (database.text('spec', 'ensure')?.value === 'absent') return [];
  return database.list('object', 'spec', 'extensions').flatMap(({ at: { path } }) => {
    const field = database.get('string', ...path, 'name');
    const isWanted = field && (database.get('string', ...path, 'ensure')?.value ?? 'present') === 'present';
    return isWanted ? [{ name: field.value, field }] : [];
  });
}

/** All Clusters that a Database may mean. */
function clustersOf(database: Resource, { project }: RuleContext<object>): readonly Resource[] {
  const name = database.get('string', 'spec', 'cluster', 'name');
  return name ? project.named(database, 'Cluster', name.value) : [];
}

function finding(
  name: string,
  { at }: Field<string>,
  lack: 'library' | 'parameter',
  cluster: Resource,
  subject: Resource,
): RawFinding {
  const message = `Extension "${name}" needs its library preloaded, which Cluster "${cluster.name}" does not do`;
  const related = [
    { at: cluster.at(...(cluster.has(...libraries) ? libraries : ['metadata', 'name'])), message: 'The cluster' },
  ];
  const place = { at, message, ...(subject !== cluster && { related }) };
  if (lack === 'library')
    return {
      ...place,
      help: `Add "${name}" to postgresql.shared_preload_libraries.`,
      fix: { title: `Preload "${name}"`, safe: false, edits: preloading(name, cluster) },
    };
  return {
    ...place,
    severity: 'info',
    help: `Set a parameter of it, such as ${examples[name] ?? `${name}.…`}, and the operator preloads it.`,
  };
}

function preloading(name: string, cluster: Resource): RawFix['edits'] {
  const { editor } = cluster;
  const parent = libraries.slice(0, -1);
  if (!cluster.has(...parent)) return editor.set(cluster.inDocument(...parent), { shared_preload_libraries: [name] });
  if (!cluster.has(...libraries)) return editor.set(cluster.inDocument(...libraries), [name]);
  const { length } = cluster.list('string', ...libraries);
  return editor.set(cluster.inDocument(...libraries, length), name);
}

const examples: Readonly<Record<string, string>> = {
  pg_stat_statements: '`pg_stat_statements.max: "10000"`',
  pgaudit: '`pgaudit.log: "ddl"`',
};
