import { defineFact, type FactContext, type Path, type Project, type Resource } from '../rule/index.ts';

/** Which parts of objects may be patched onto a resource: those of its kind and name. */
export function patchesOf(resource: Resource, context: FactContext): readonly Resource[] {
  const byName = context.fact(patchesByName, context.project);
  return (byName.size > 0 && byName.get(keyOf(resource))) || none;
}

const none: readonly Resource[] = [];

/** Whether a patch of the run, if not this very one, may set what stands at a path: what is written there is not the last word. */
export function mayBePatched(resource: Resource, context: FactContext, ...path: Path): boolean {
  return patchesOf(resource, context).some(
    (patch) => patch !== resource && (patch.hasKey(...path) || patch.isUnknown(...path)),
  );
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
