declare module 'virtual:embedded-schemas' {
  type Source = import('./schema/catalog.ts').SchemaSource;
  type Table = import('./model/operator.ts').OperatorTable;

  const source: Omit<Source, 'operator'> & { readonly operator: Table };
  export default source;
}
