import { fromPointer, type Path, toPointer } from '../manifest/path.ts';
import { hasPlaceholder } from '../manifest/placeholders.ts';
import { type Kustomizations, mostRoutes, type Route } from './kustomize.ts';
import { anything, type LayerPatch } from './layer.ts';
import { type Mapping, mappingOf } from './mapping.ts';
import { merge, partsWith } from './merge.ts';
import { withHoles } from './open-patches.ts';
import { type Identity, identify, isNamed, isTargeted, renamed } from './patch-targets.ts';
import type { ResourceData } from './reading.ts';
import { Resource, resolvePlace } from './resource.ts';
import type { SchemaProblem } from './schema-catalog.ts';

/** What becomes of a resource on its ways to clusters. */
export interface Outcome {
  /** The objects that are made of it and patches on it, or of others and it as a patch. */
  readonly merged: readonly Resource[];
  /** Whether all that it ends up in is known, and is one of these. */
  readonly isAll: boolean;
}

/** What overlays need to know of a project. */
export interface Ground {
  readonly resources: readonly Resource[];
  readonly kustomizations: Kustomizations;
  /** The resources of a file; nothing where it cannot be told what is in it. */
  resourcesAt(path: string): readonly Resource[] | undefined;
  validate(data: ResourceData): readonly SchemaProblem[];
}

/** The patches that a resource meets on one way. */
interface Way {
  readonly patches: readonly Resource[];
  /** Those that it may meet as well, and that are not followed: what they change is unknown. */
  readonly open: readonly LayerPatch[];
  readonly isDeleted: boolean;
}

/** That of what meets no patch. */
export const untouched: Outcome = { merged: [], isAll: false };

/** The objects that kustomizations make of resources and of the strategic-merge patches on them. */
export class Overlays {
  readonly #outcomes = new Map<Resource, Outcome>();
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
    if (ground.kustomizations.mayPatch) for (const base of ground.resources) this.#build(base);
  }

  of(resource: Resource): Outcome {
    return this.#outcomes.get(resource) ?? untouched;
  }

  #build(base: Resource): void {
    const { kustomizations, validate } = this.#ground;
    const { path } = base.source;
    const routes = kustomizations.routes(path);
    const isPatched = routes.some((route) => route.some((layer) => layer.patches.length + layer.components.length > 0));
    if (!isPatched || base.name === '' || kustomizations.isPatch(path)) return;
    if (routes.length >= mostRoutes) this.#add([base], undefined);
    // Environments that patch alike make one object.
    const groups = new Map<string, Way & { readonly routes: Route[] }>();
    const numbers = new Map<Resource | LayerPatch, number>();
    for (const route of routes) {
      const way = this.#way(base, route);
      const { patches, open, isDeleted } = way;
      const all = [...patches, ...open];
      if (all.length === 0 && !isDeleted) this.#add([base], undefined);
      if (all.length === 0 || isDeleted) continue;
      for (const patch of all) if (!numbers.has(patch)) numbers.set(patch, numbers.size);
      const key = all.map((patch) => numbers.get(patch)).join(' ');
      const group = groups.get(key);
      if (group) group.routes.push(route);
      else groups.set(key, { ...way, routes: [route] });
    }
    for (const { patches, open, routes: own } of groups.values()) {
      const parts = [base, ...patches];
      const data = mergedData(parts, open);
      const about = { kustomizations, routes: own, parts };
      this.#add(parts, data && new Resource(base.source, { ...data, problems: validate(data) }, false, about));
    }
  }

  /** Notes what parts end up in; nothing for what is not known, or no merged object. */
  #add(parts: readonly Resource[], merged: Resource | undefined): void {
    for (const part of parts) {
      const before = this.#outcomes.get(part) ?? { ...untouched, isAll: true };
      this.#outcomes.set(part, {
        ...before,
        merged: merged ? [...before.merged, merged] : before.merged,
        isAll: before.isAll && merged !== undefined,
      });
    }
  }

  #way(base: Resource, route: Route): Way {
    const { kustomizations } = this.#ground;
    const patches: Resource[] = [];
    const open: LayerPatch[] = [];
    let isDeleted = false;
    let object = identify(base.data.value);
    for (const [index, layer] of route.entries()) {
      const from = index === 0 ? base.source.path : (route[index - 1]?.directory ?? '');
      const listed = kustomizations.patches(layer, from);
      if (!listed) open.push(anything);
      for (const patch of listed ?? []) {
        const found = this.#meeting(object, patch);
        if (!found) open.push(patch);
        isDeleted ||= found?.some(({ data }) => data.value['$patch'] === 'delete') === true;
        patches.push(...(found ?? []));
      }
      object = renamed(object, layer);
    }
    return { patches, open, isDeleted };
  }

  /** Which resources a listed patch merges into an object; nothing where this cannot be told. */
  #meeting(object: Identity, { file, target, objects }: LayerPatch): readonly Resource[] | undefined {
    const targeted = target && isTargeted(object, target);
    if (targeted === 'no') return [];
    if (file === undefined)
      return targeted || objects.some((one) => isNamed(object, identify(one)) !== 'no') ? undefined : [];
    const found = this.#ground.resourcesAt(file);
    if (targeted) return targeted === 'yes' && found?.length === 1 ? found : undefined;
    const verdicts = found?.map(({ data }) => isNamed(object, identify(data.value)));
    return verdicts?.includes('maybe') ? undefined : found?.filter((_, index) => verdicts?.[index] === 'yes');
  }
}

/** A resource with patches on it; its places are those of the parts. */
function mergedData(parts: readonly Resource[], open: readonly LayerPatch[]): ResourceData | undefined {
  const [base, ...patches] = parts;
  if (!base) return undefined;
  let value: Mapping | undefined = base.data.value;
  for (const [index, patch] of patches.entries()) {
    const before = parts.slice(0, index + 1);
    // A directive on the whole object is another story.
    value = patch.hasKey('$patch')
      ? undefined
      : merge(value, patch.data.value, {
          isQuoted(path) {
            const all = partsWith(before, path);
            const deleted = all.findLastIndex((part) => part !== base && part.value(...path) === null);
            const first = all[deleted + 1];
            return first !== undefined && /^["'|>*]/u.test(writtenAt(first, path));
          },
          textOf(path) {
            const written = writtenAt(patch, path);
            return written.startsWith('*') || hasPlaceholder(written) ? String(patch.value(...path)) : written;
          },
        });
    if (!value) return undefined;
  }
  const paths = open.flatMap((patch) => patch.paths);
  value = withHoles(value, paths);
  const { apiVersion, kind, metadata } = base.data.value;
  // A patch gives no name and no namespace.
  const { name: _, namespace: __, ...rest } = mappingOf(value['metadata']);
  const { name, namespace } = mappingOf(metadata);
  const own = { ...rest, name, ...(namespace !== undefined && { namespace }) };
  const kept = (pointers: 'unknown' | 'assumed'): readonly string[] =>
    parts.flatMap((part) =>
      part.data[pointers].filter((pointer) => partsWith(parts, fromPointer(pointer)).at(-1) === part),
    );
  return {
    ...base.data,
    value: { ...value, apiVersion, kind, metadata: own },
    unknown: [...kept('unknown'), ...paths.map(({ path }) => toPointer(path))],
    assumed: kept('assumed'),
  };
}

/** The text of a scalar, without what marks it. */
function writtenAt(part: Resource, path: Path): string {
  const { source, range } = resolvePlace(part.at(...path));
  return source.file.text.slice(range.start, range.end).replace(/^(?:[&!]\S*\s+)*/u, '');
}
