declare module 'virtual:embedded-schemas' {
  type Source = import('./schema/catalog.ts').SchemaSource;
  type Table = import('./model/operator.ts').OperatorTable;
  type Tables = import('./model/knowledge.ts').KnowledgeTables;

  const source: Omit<Source, 'operator' | 'knowledge'> & { readonly operator: Table; readonly knowledge: Tables };
  export default source;
}
