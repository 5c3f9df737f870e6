import { embeddedSchemas } from '../src/node/embedded-schemas.ts';
import { createCatalog } from '../src/schema/catalog.ts';

/** The schemas that the package ships, as the built validators see them. */
export const schemas = createCatalog(embeddedSchemas(new URL('../', import.meta.url)));
