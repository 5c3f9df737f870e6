/* The embedded schemas as one module, for where there is no file system: `cnpg-lint/core` takes them. */
import source from 'virtual:embedded-schemas';
import { knowledgeOf } from './model/knowledge.ts';
import { operatorByMinor } from './model/operator.ts';
import type { SchemaCatalog } from './model/schema-catalog.ts';
import { createCatalog } from './schema/catalog.ts';

/** Everything that the package knows of CloudNativePG 1.22 and later and of the Barman Cloud plugin. */
export const schemas: SchemaCatalog = createCatalog({
  ...source,
  knowledge: knowledgeOf(source.knowledge),
  operator: operatorByMinor(
    source.operator,
    source.index.cnpg.map(({ minor }) => minor),
  ),
});
