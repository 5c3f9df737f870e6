import type { TypeMeta } from '@kubernetes-models/base';
import { validateResources } from '../core.ts';
import { fromPointer, toDotted } from '../manifest/path.ts';
import type { SchemaCatalog } from '../model/schema-catalog.ts';
import { embeddedSchemas } from '../node/embedded-schemas.ts';
import { packageRoot } from '../node/package-root.ts';
import { createCatalog } from '../schema/catalog.ts';

/** A value that a schema refuses. */
export interface InvalidField {
  /** Its place as people write it, such as `spec.externalClusters[0].name`. */
  readonly field: string;
  /** Its place as an RFC 6901 pointer; for an unknown or a missing field it ends in the name. */
  readonly path: string;
  readonly message: string;
}

const schemaRules = {
  '*': 'off',
  'schema/*': 'error',
  'yaml/misspelt-field': 'error',
  'yaml/quoted-strings-in-maps': 'error',
} as const;

/** What the newest schema of its kind refuses in a plain resource. */
export function invalidFields(resource: TypeMeta): InvalidField[] {
  schemas ??= createCatalog(embeddedSchemas(packageRoot));
  const { findings } = validateResources([resource], { schemas, presets: ['strict'], rules: schemaRules });
  return findings.map(({ path, message }) => ({ field: toDotted(fromPointer(path)), path, message }));
}

let schemas: SchemaCatalog | undefined;
