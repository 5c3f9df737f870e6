import { defineFact, type FactContext, type Path, type Project, type Resource } from '../rule/index.ts';

/** Which parts of objects may yet be patched onto a resource: those of its kind and name. */
export const patches = defineFact<Resource, readonly Resource[]>({
  name: 'patches',
  compute(resource, context) {
    const { kustomizations } = context.project;
    const found = context.fact(patchesByName, context.project).get(keyOf(resource)) ?? [];
    const { parts } = resource;
    if (parts.length === 1) return found;
    // Those that kustomizations list are merged already, or are for another environment.
    return found.filter((patch) => !parts.includes(patch) && !kustomizations.isPatch(patch.source.path));
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

const patchesByName = defineFact<Project, ReadonlyMap<string, readonly Resource[]>>({
  name: 'patches-by-name',
  compute(project) {
    const byName = new Map<string, Resource[]>();
    for (const patch of project.resources) {
      if (!patch.isPartial) continue;
      const known = byName.get(keyOf(patch));
      if (known) known.push(patch);
      else byName.set(keyOf(patch), [patch]);
    }
    return byName;
  },
});

function keyOf({ kind, name }: Resource): string {
  return `${kind}/${name}`;
}
