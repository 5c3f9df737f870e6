import { toPointer } from '../manifest/path.ts';
import { hasPlaceholder } from '../manifest/placeholders.ts';
import { type Kustomizations, readKustomizations } from '../model/partial.ts';
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
    kustomizations: readKustomizations(files),
  };
}

function validate(data: ResourceData, schemas: SchemaCatalog, target: Target): readonly SchemaProblem[] {
  const problems = schemas.validate(data.group, data.kind, data.value, target);
  if (problems.length === 0 || data.unknown.length === 0) return problems;
  const unknown = new Set(data.unknown);
  return problems.filter((problem) => {
    if (problem.code !== 'unknown-field')
      return !problem.path.some((_, end) => unknown.has(toPointer(problem.path.slice(0, end + 1))));
    return !problem.path.some((segment) => typeof segment === 'string' && hasPlaceholder(segment));
  });
}
