import type { ResourcePlace } from '../model/resource.ts';
import { defineFact, type FactContext, type Path, type RawFinding, type Resource } from '../rule/index.ts';
import { type SqlStatement, sqlStatements } from '../values/sql-statements.ts';
import { referents } from './referents.ts';
import { secretValue } from './secret-values.ts';

/** A text of SQL that a Cluster runs once, when it is initialized: the operator sends it as a whole. */
export interface PostInitScript {
  readonly sql: string;
  readonly statements: readonly SqlStatement[];
  /** The item of the list, or the reference that leads to the text. */
  readonly at: ResourcePlace;
  /** Where the text stands, if another object holds it. */
  readonly elsewhere: ResourcePlace | undefined;
}

const initdb = ['spec', 'bootstrap', 'initdb'];
const lists = ['postInitSQL', 'postInitTemplateSQL', 'postInitApplicationSQL'];

/** Which SQL does a Cluster run when it is initialized, as far as it is known? */
export const postInitScripts = defineFact<Resource, readonly PostInitScript[]>({
  name: 'post-init-scripts',
  compute(cluster, context) {
    return lists.flatMap((list) => [
      ...cluster
        .list('string', ...initdb, list)
        .map(({ value, at }) => ({ sql: value, statements: sqlStatements(value), at, elsewhere: undefined })),
      ...referred(cluster, [...initdb, `${list}Refs`], context),
    ]);
  },
});

/** A finding's places for a stretch of a script. */
export function inScript(
  { at, elsewhere }: PostInitScript,
  start: number,
  end: number,
): Pick<RawFinding, 'at' | 'related'> {
  const within = { start, end };
  if (!elsewhere) return { at: { ...at, within } };
  return { at, related: [{ at: { ...elsewhere, within }, message: 'The statement' }] };
}

/** A statement as a message names it: its beginning, on one line. */
export function shownStatement({ text }: SqlStatement): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length > 40 ? `${line.slice(0, 40).trimEnd()}…` : line;
}

function referred(cluster: Resource, refs: Path, context: FactContext): PostInitScript[] {
  const scripts: PostInitScript[] = [];
  for (const [list, kind] of [
    ['secretRefs', 'Secret'],
    ['configMapRefs', 'ConfigMap'],
  ] as const)
    for (const { at } of cluster.list('object', ...refs, list)) {
      const name = cluster.get('string', ...at.path, 'name');
      const key = cluster.get('string', ...at.path, 'key');
      if (!name || !key) continue;
      // Of several objects of a name nobody can tell which one is meant.
      const [holder, ...others] = referents(context.project, cluster, kind, name.value);
      if (!holder || others.length > 0) continue;
      const field = kind === 'Secret' ? secretValue(holder, key.value) : textOf(holder, key.value);
      if (field)
        scripts.push({ sql: field.text, statements: sqlStatements(field.text), at: name.at, elsewhere: field.at });
    }
  return scripts;
}

function textOf(configMap: Resource, key: string): { readonly text: string; readonly at: ResourcePlace } | undefined {
  const field = configMap.get('string', 'data', key);
  return field && { text: field.value, at: field.at };
}
