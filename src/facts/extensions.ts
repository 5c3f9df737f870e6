import { defineFact, type Field, type Path, type Resource, sameName } from '../rule/index.ts';

/** An extension that a Cluster mounts as an image. */
export interface Extension {
  readonly path: Path;
  readonly name: Field<string>;
  /** An earlier one of the same name: the webhook says that and looks no further into this one. */
  readonly twin?: Field<string>;
}

/** The extensions of a Cluster that have a name. */
export const extensions = defineFact<Resource, readonly Extension[]>({
  name: 'extensions',
  compute(cluster) {
    const found: Extension[] = [];
    for (const { at } of cluster.list('object', 'spec', 'postgresql', 'extensions')) {
      const name = cluster.text(...at.path, 'name');
      if (!name || name.value === '') continue;
      const twin = found.find((other) => sameName(other.name.value, name.value) === 'yes')?.name;
      found.push({ path: at.path, name, ...(twin && { twin }) });
    }
    return found;
  },
});

/** An entry of one of an extension's lists of paths. */
export interface ExtensionPath extends Field<string> {
  readonly list: string;
  readonly isEmpty: boolean;
  /** The first entry of the same list with the same path. */
  readonly twin?: Field<string>;
}

/** The paths of a Cluster's extensions that the webhook looks at. */
export const extensionPaths = defineFact<Resource, readonly ExtensionPath[]>({
  name: 'extension-paths',
  compute(cluster, context) {
    const { extensionPathLists } = context.project.schemas.operator(context.project.target);
    const stanzas = context.fact(extensions, cluster).filter(({ twin }) => !twin);
    return stanzas.flatMap(({ path }) =>
      extensionPathLists.flatMap((list) => {
        const first = new Map<string, Field<string>>();
        return cluster.list('string', ...path, list).map((entry) => {
          const isEmpty = entry.value === '';
          const twin = isEmpty ? undefined : first.get(entry.value);
          if (!twin) first.set(entry.value, entry);
          return { ...entry, list, isEmpty, ...(twin && { twin }) };
        });
      }),
    );
  },
});
