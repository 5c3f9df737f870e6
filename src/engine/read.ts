import { effectiveValue } from '../facts/effective.ts';
import { PathSet, toPointer, valueAt } from '../manifest/path.ts';
import { hasPlaceholder } from '../manifest/placeholders.ts';
import { Kustomizations } from '../model/kustomize.ts';
import { type Reading, type ResourceData, readManifests } from '../model/reading.ts';
import type { SchemaCatalog, SchemaProblem, Target } from '../model/schema-catalog.ts';
import { Source } from '../model/source.ts';
import type { SourceFile } from '../text/source.ts';

/** Reads a file and validates its resources: all that needs no other file, as plain data that a worker can hand over. */
export function readFile(file: SourceFile, schemas: SchemaCatalog, target: Target): Reading {
  const reading = readManifests(file, schemas.groups);
  return {
    ...reading,
    resources: reading.resources.map((data) => ({ ...data, problems: validate(data, schemas, target) })),
  };
}

/** Files that were read together. */
export interface Sources {
  readonly sources: readonly Source[];
  readonly kustomizations: Kustomizations;
}

/** Reads files that belong together. */
export function readProject(files: readonly SourceFile[], schemas: SchemaCatalog, target: Target): Sources {
  return {
    sources: files.map((file) => new Source(file, readFile(file, schemas, target))),
    kustomizations: new Kustomizations(files),
  };
}

/** What the schema says of an object. */
export function validate(data: ResourceData, schemas: SchemaCatalog, target: Target): readonly SchemaProblem[] {
  const problems = withoutMended(schemas.validate(data.group, data.kind, data.value, target), data, schemas, target);
  if (problems.length === 0 || data.unknown.length === 0) return problems;
  const unknown = new PathSet(data.unknown);
  return problems.filter((problem) => {
    if (problem.code !== 'unknown-field') return !unknown.covers(problem.path);
    return !problem.path.some((segment) => typeof segment === 'string' && hasPlaceholder(segment));
  });
}

/**
 * Problems with empty values that the operator's webhook replaces or drops, before the API server looks, are told apart: the
 * server refuses nothing of what is not there any more.
 */
function withoutMended(
  problems: readonly SchemaProblem[],
  { group, kind, value }: ResourceData,
  schemas: SchemaCatalog,
  target: Target,
): readonly SchemaProblem[] {
  const isRewritten = schemas.kind(group, kind)?.rewrittenIn?.includes(target.cnpg) === true;
  // What the operator cannot read, it cannot write anew.
  if (!isRewritten || !problems.some(isMendable) || problems.some(({ isUnreadable }) => isUnreadable)) return problems;
  const effective = effectiveValue({ group, kind, value }, problems, schemas, target);
  if (!effective) return problems;
  const left = new Set(schemas.validate(group, kind, effective, target).map(({ path }) => toPointer(path)));
  return problems.map((problem) => {
    const { path, expected } = problem;
    if (!isMendable(problem) || left.has(toPointer(path))) return problem;
    return { path, code: 'filled-in', expected: { ...expected, becomes: valueAt(effective, path) } };
  });
}

/** A field that is too much stays too much, whatever becomes of its value. */
function isMendable({ code }: SchemaProblem): boolean {
  return code !== 'filled-in' && code !== 'unknown-field';
}
