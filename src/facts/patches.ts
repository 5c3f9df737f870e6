import { defineFact, type FactContext, type Path, type Project, type Resource } from '../rule/index.ts';
import { groupBy } from '../values/lists.ts';

/** Which parts of objects may yet be patched onto a resource: those of its kind and name. */
export function patchesOf(resource: Resource, context: FactContext): readonly Resource[] {
  const { isMerged, parts } = resource;
  // What kustomizations list is merged already, or is for another environment.
  const byName = context.fact(isMerged ? looseByName : patchesByName, context.project);
  const found = (byName.size > 0 && byName.get(keyOf(resource))) || none;
  return isMerged ? found.filter((patch) => !parts.includes(patch)) : found;
}

const none: readonly Resource[] = [];

/** Whether a patch of the run, if not this very one, may set what stands at a path: what is written there is not the last word. */
export function mayBePatched(resource: Resource, context: FactContext, ...path: Path): boolean {
  const { isMerged, origin } = resource;
  const ends = isMerged ? [] : context.project.outcomeOf(origin).merged;
  if (ends.some((end) => end.hidesBelow(...path) && !origin.hidesBelow(...path))) return true;
  return patchesOf(resource, context).some(
    (patch) => patch !== origin && (patch.hasKey(...path) || patch.isUnknown(...path)),
  );
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
  compute: ({ resources }) =>
    groupBy(
      resources.filter(({ isPartial }) => isPartial),
      keyOf,
    ),
});

/** Those that no kustomization lists. */
const looseByName = defineFact<Project, ByName>({
  name: 'loose-patches-by-name',
  compute({ resources, kustomizations }) {
    const isLoose = ({ isPartial, source }: Resource): boolean => isPartial && !kustomizations.isPatch(source.path);
    return groupBy(resources.filter(isLoose), keyOf);
  },
});

function keyOf({ kind, name }: Resource): string {
  return `${kind}/${name}`;
}
