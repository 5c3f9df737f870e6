import { defineFact, type FactContext, type Path, type Project, type Resource } from '../rule/index.ts';

/** Which parts of objects may yet be patched onto a resource: those of its kind and name. */
export const patches = defineFact<Resource, readonly Resource[]>({
  name: 'patches',
  compute(resource, context) {
    const { parts } = resource;
    if (parts.length === 1) return context.fact(patchesByName, context.project).get(keyOf(resource)) ?? [];
    // Those that kustomizations list are merged already, or are for another environment.
    const found = context.fact(looseByName, context.project).get(keyOf(resource)) ?? [];
    return found.filter((patch) => !parts.includes(patch));
  },
});

/** Whether a patch of the run, if not this very one, may set what stands at a path: what is written there is not the last word. */
export function mayBePatched(resource: Resource, context: FactContext, ...path: Path): boolean {
  return context
    .fact(patches, resource)
    .some((patch) => patch !== resource && (patch.hasKey(...path) || patch.isUnknown(...path)));
}

/** What a resource reaches clusters as: as it is written, patched, or both; a patch is nothing by itself. */
export function versionsOf(resource: Resource, { project }: FactContext): readonly Resource[] {
  const { merged, isAll } = project.outcomeOf(resource);
  const own = merged.filter(({ origin }) => origin === resource);
  return isAll ? own : [resource, ...own];
}

type ByName = ReadonlyMap<string, readonly Resource[]>;

const patchesByName = defineFact<Project, ByName>({
  name: 'patches-by-name',
  compute: ({ resources }) => byName(resources.filter(({ isPartial }) => isPartial)),
});

/** Those that no kustomization lists. */
const looseByName = defineFact<Project, ByName>({
  name: 'loose-patches-by-name',
  compute: (project, context) =>
    byName(
      [...context.fact(patchesByName, project).values()]
        .flat()
        .filter(({ source }) => !project.kustomizations.isPatch(source.path)),
    ),
});

function byName(resources: readonly Resource[]): ByName {
  const found = new Map<string, Resource[]>();
  for (const resource of resources) {
    const known = found.get(keyOf(resource));
    if (known) known.push(resource);
    else found.set(keyOf(resource), [resource]);
  }
  return found;
}

function keyOf({ kind, name }: Resource): string {
  return `${kind}/${name}`;
}
