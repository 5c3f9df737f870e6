import type { SchemaCatalog } from '../model/schema-catalog.ts';
import { createCatalog, nameOf, type SchemaSource } from './catalog.ts';
import { CrdError, importCrd } from './import-crd.ts';
import { poolSchemas } from './pool.ts';
import type { Validator } from './problems.ts';
import type { PooledSchema } from './schema.ts';
import { compilePool } from './structural.ts';

export { CrdError };

/** A catalog in which CustomResourceDefinitions, already parsed, replace the kinds of the same name, whatever minor is asked for. */
export function withUserCrds(catalog: SchemaCatalog, crds: readonly unknown[]): SchemaCatalog {
  const own = createCatalog(crdSource(catalog, crds));
  const isOwn = (group: string, kind: string): boolean => own.kind(group, kind) !== undefined;
  const ownerOf = (group: string, kind: string): SchemaCatalog => (isOwn(group, kind) ? own : catalog);
  const { postgres, pgbouncer, lifecycle } = catalog;
  return {
    postgres,
    pgbouncer,
    lifecycle,
    cnpgVersions: catalog.cnpgVersions,
    pluginVersions: catalog.pluginVersions,
    groups: [...new Set([...catalog.groups, ...own.groups])],
    kinds: [...catalog.kinds.filter(({ group, kind }) => !isOwn(group, kind)), ...own.kinds],
    kind: (group, kind) => ownerOf(group, kind).kind(group, kind),
    validate: (group, kind, value, target) => ownerOf(group, kind).validate(group, kind, value, target),
    field: (group, kind, path, target) => ownerOf(group, kind).field(group, kind, path, target),
    fieldMinors: (group, kind, path) => ownerOf(group, kind).fieldMinors(group, kind, path),
    fieldsNamed: (group, kind, name, target) => ownerOf(group, kind).fieldsNamed(group, kind, name, target),
    withDefaults: (group, kind, value, target) => ownerOf(group, kind).withDefaults(group, kind, value, target),
    brokenRules: (group, kind, value, stored, target) =>
      ownerOf(group, kind).brokenRules(group, kind, value, stored, target),
    operator: (target) => catalog.operator(target),
  };
}

function crdSource(catalog: SchemaCatalog, crds: readonly unknown[]): SchemaSource {
  const imported = crds.map((crd, index) => importCrd(crd, `Document ${index + 1}`));
  const pools = new Map<string, PooledSchema>();
  const compiled = new Map<string, (minor: string) => Validator | undefined>();
  const kinds = imported.map(({ schema, ...kind }) => {
    const file = nameOf(kind.group, kind.kind);
    const series = seriesOf(catalog, kind.group);
    const minors = series === 'cnpg' ? catalog.cnpgVersions : catalog.pluginVersions;
    pools.set(file, poolSchemas(minors.map((minor) => ({ minor, schema }))));
    const rewrittenIn = catalog.kind(kind.group, kind.kind)?.rewrittenIn;
    return { ...kind, minors, series, file, ...(rewrittenIn && { rewrittenIn }) };
  });
  const poolOf = (file: string): PooledSchema => pools.get(file) ?? { minors: {}, $defs: {} };
  return {
    index: { cnpg: [], plugin: [], kinds },
    knowledge: catalog,
    operator: (minor) => catalog.operator({ cnpg: minor, plugin: '' }),
    schema: poolOf,
    validator(file, minor) {
      const validators = compiled.get(file) ?? compilePool(poolOf(file));
      compiled.set(file, validators);
      return validators(minor);
    },
  };
}

/** The plugin's group is the one whose kinds come with its minors. */
function seriesOf(catalog: SchemaCatalog, group: string): 'cnpg' | 'plugin' {
  const sibling = catalog.kinds.find((kind) => kind.group === group);
  return sibling?.minors.every((minor) => catalog.pluginVersions.includes(minor)) ? 'plugin' : 'cnpg';
}
