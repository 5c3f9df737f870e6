declare module 'virtual:embedded-schemas' {
  import type { SchemaSource } from './schema/catalog.ts';

  const source: SchemaSource;
  export default source;
}
