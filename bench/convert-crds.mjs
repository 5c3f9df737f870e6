/*
 * Turns CustomResourceDefinitions into the JSON schemas that kubeconform reads:
 *   node bench/convert-crds.mjs FOLDER CRD.yaml...
 * The schemas stand in FOLDER/<group>/<kind>_<version>.json.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';

/** Where kubeconform finds the converted schemas: the value of its `-schema-location`. */
export function schemaLocation(folder) {
  return join(folder, '{{ .Group }}', '{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json');
}

/** Converts every CustomResourceDefinition of the given files; returns the kinds. */
export function convertCrds(folder, crdFiles) {
  const crds = crdFiles.flatMap((file) =>
    parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS()),
  );
  return crds
    .filter((crd) => crd?.kind === 'CustomResourceDefinition')
    .map(({ spec: { group, names, versions } }) => {
      mkdirSync(join(folder, group), { recursive: true });
      for (const { name, schema } of versions) {
        const file = join(folder, group, `${names.kind.toLowerCase()}_${name}.json`);
        writeFileSync(file, JSON.stringify(toJsonSchema(schema.openAPIV3Schema)));
      }
      return names.kind;
    });
}

/** The keywords that mean the same in JSON Schema; fields that are not declared are refused. */
function toJsonSchema(schema) {
  const { properties, additionalProperties, items } = schema;
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const kept = Object.entries(schema).filter(
    ([keyword]) => !keyword.startsWith('x-kubernetes-') && keyword !== 'description',
  );
  const converted = Object.fromEntries(kept);
  if (schema['x-kubernetes-int-or-string']) {
    converted.anyOf = [{ type: 'string' }, { type: 'integer' }];
    delete converted.type;
  }
  if (properties) {
    converted.properties = Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [name, toJsonSchema(value)]),
    );
    if (!isOpen) converted.additionalProperties = false;
  }
  if (typeof additionalProperties === 'object') converted.additionalProperties = toJsonSchema(additionalProperties);
  if (items) converted.items = toJsonSchema(items);
  return converted;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, ...crdFiles] = process.argv.slice(2);
  if (!folder || crdFiles.length === 0) {
    process.stderr.write('usage: node bench/convert-crds.mjs FOLDER CRD.yaml...\n');
    process.exit(2);
  }
  process.stdout.write(`${convertCrds(folder, crdFiles).join(', ')}\n`);
}
