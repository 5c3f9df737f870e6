import { canonicalJson } from '../values/canonical-json.ts';
import type { Project } from './project.ts';
import type { Resource } from './resource.ts';

/** Says which resource replaces which. */
export type Pairing = (stored: readonly Resource[], current: readonly Resource[]) => Map<Resource, Resource>;

/**
 * Which resource replaces which: those of the same kind, namespace and name. Where there are several, as in overlays, the
 * likeness of their files' paths decides, and what it leaves open stays unpaired: a wrong pair would make up a change.
 */
export const pairs: Pairing = (stored, current) => {
  const found = new Map<Resource, Resource>();
  const before = byIdentity(stored);
  for (const [identity, news] of byIdentity(current)) {
    const olds = before.get(identity) ?? [];
    for (const one of news) {
      const old = olds.length === 1 && news.length === 1 ? olds[0] : likest(one, olds);
      if (old && (news.length === 1 || likest(old, news) === one)) found.set(one, old);
    }
  }
  return found;
};

/** The same where a caller says that two writings are of one object, whatever its name is or will be. */
export const onlyPair: Pairing = (stored, current) => {
  const [old, others] = [stored[0], stored.length + current.length - 2];
  const one = current.find(({ data }) => data.group === old?.data.group && data.kind === old.data.kind);
  return new Map(old && one && others === 0 ? [[one, old]] : []);
};

/** What makes two writings the same object. */
function byIdentity(resources: readonly Resource[]): Map<string, Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const { data, namespace, name, isPartial } = resource;
    if (isPartial || name === '') continue;
    const identity = [data.group, data.kind, namespace ?? '', name].join('/');
    groups.set(identity, [...(groups.get(identity) ?? []), resource]);
  }
  return groups;
}

/**
 * Which merged object one replaces, of those that were made of its origin: the one whose last patch has the likest path, if
 * that is not likelier to be replaced by another. An overlay may be new.
 */
export function pairOfMerged(
  one: Resource,
  stored: readonly Resource[],
  current: readonly Resource[],
): Resource | undefined {
  const lastOf = ({ parts }: Resource): readonly Resource[] => parts.slice(-1);
  const [patch] = lastOf(one);
  const old = patch && likest(patch, stored.flatMap(lastOf));
  if (!old || likest(old, current.flatMap(lastOf)) !== patch) return undefined;
  return stored.find(({ parts }) => parts.at(-1) === old);
}

/** The one whose path ends most like a resource's; nothing if two do. */
function likest(resource: Resource, others: readonly Resource[]): Resource | undefined {
  const ranked = others
    .map((other) => ({ other, likeness: commonEnd(resource.source.path, other.source.path) }))
    .sort((a, b) => b.likeness - a.likeness);
  const [first, second] = ranked;
  return first && first.likeness > (second?.likeness ?? 0) ? first.other : undefined;
}

/** How many segments two paths have in common at their ends. */
function commonEnd(a: string, b: string): number {
  const [left, right] = [a, b].map((path) => path.split(/[/:]/u).reverse());
  const differs = left?.findIndex((segment, depth) => segment !== right?.[depth]) ?? 0;
  return differs === -1 ? (left?.length ?? 0) : differs;
}

/** How resources differ from those that are stored. */
export interface Changes {
  readonly added: readonly Resource[];
  readonly changed: readonly Resource[];
  readonly unchanged: readonly Resource[];
  /** Stored resources that no other replaces. */
  readonly deleted: readonly Resource[];
}

/** Whether a resource says just what the one says that it replaces. */
export function isAsStored(resource: Resource, project: Project): boolean {
  return canonicalJson(resource.data.value) === canonicalJson(project.storedOf(resource)?.data.value);
}

/** Compares whole resources by what is written in them. */
export function changesOf(current: readonly Resource[], project: Project, stored: readonly Resource[]): Changes {
  const old = (resource: Resource): Resource | undefined => project.storedOf(resource);
  const replaced = new Set(project.resources.map(old));
  const isSame = (resource: Resource): boolean => isAsStored(resource, project);
  const whole = current.filter(({ isPartial }) => !isPartial);
  const kept = whole.filter((resource) => old(resource));
  return {
    added: whole.filter((resource) => !old(resource)),
    changed: kept.filter((resource) => !isSame(resource)),
    unchanged: kept.filter(isSame),
    deleted: stored.filter((resource) => !resource.isPartial && !replaced.has(resource)),
  };
}
