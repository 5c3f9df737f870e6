import { resolve } from 'node:path';
import { parse } from '../manifest/document.ts';
import { splitDocuments } from '../manifest/split.ts';
import type { SchemaCatalog } from '../model/schema-catalog.ts';
import { createCatalog } from '../schema/catalog.ts';
import { embeddedSchemas } from './embedded-schemas.ts';
import { reason } from './find-files.ts';
import { packageRoot } from './package-root.ts';
import { readText } from './read-file.ts';
import { UsageError } from './usage-error.ts';

/** The schemas of the package, with a user's CRDs in place of those of the same kinds. */
export async function loadSchemas(crds: readonly unknown[] = []): Promise<SchemaCatalog> {
  const embedded = createCatalog(embeddedSchemas(packageRoot));
  if (crds.length === 0) return embedded;
  // Compiling schemas needs ajv, which a run without --crds never loads.
  const { withUserCrds } = await import('../schema/user-crds.ts');
  return withUserCrds(embedded, crds);
}

/** Reads the CustomResourceDefinitions out of YAML files. Throws a UsageError if a file has none. */
export async function readCrds(paths: readonly string[], cwd: string): Promise<readonly unknown[]> {
  const crds: unknown[] = [];
  for (const path of paths) {
    let text: string;
    try {
      text = readText(resolve(cwd, path));
    } catch (error) {
      throw new UsageError(`cannot read the CRDs in ${path}: ${reason(error)}`);
    }
    const before = crds.length;
    for (const range of splitDocuments({ path, text })) {
      const { value, problems } = parse(text, range);
      const broken = problems.find(({ code }) => code === 'syntax');
      if (broken) throw new UsageError(`${path} is not YAML: ${String(broken.detail['reason'])}`);
      const { kind, items } = (value ?? {}) as { kind?: unknown; items?: unknown };
      if (kind === 'CustomResourceDefinition') crds.push(value);
      else if (Array.isArray(items))
        crds.push(...items.filter((item: { kind?: unknown } | null) => item?.kind === 'CustomResourceDefinition'));
    }
    if (crds.length === before) throw new UsageError(`${path} holds no CustomResourceDefinition`);
  }
  try {
    await loadSchemas(crds);
  } catch (error) {
    throw new UsageError(`${paths.join(', ')}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return crds;
}
