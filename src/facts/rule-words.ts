/** What a CEL rule of CloudNativePG's CRDs wants, in words. */
export interface RuleWords {
  /** What is wrong with a value that breaks it. */
  readonly message: string;
  readonly help: string;
}

const locale = (field: string, provider: string): [string, RuleWords] => [
  `!has(self.${field}) || self.localeProvider == '${provider}'`,
  {
    message: `${field} is set, but the locale provider is not "${provider}"`,
    help: `Set localeProvider to ${provider}, or remove ${field}.`,
  },
];
const reservedDatabase = (name: string): [string, RuleWords] => [
  `self != '${name}'`,
  {
    message: `"${name}" is a database that PostgreSQL and the operator keep for themselves`,
    help: 'Give the database another name.',
  },
];
const reservedRole = (expression: string, message: string): [string, RuleWords] => [
  expression,
  { message, help: 'Give the role another name.' },
];
const unique = (key: string): [string, RuleWords] => [
  `self.all(e, self.filter(f, f.${key}==e.${key}).size() == 1)`,
  { message: `Two entries have the same "${key}"`, help: `Give every entry a ${key} of its own.` },
];

/** The rules of all supported releases that say something of one object, by their expressions. */
const words: ReadonlyMap<string, RuleWords> = new Map([
  [
    '!(has(self.imageCatalogRef) && has(self.imageName))',
    {
      message: 'The image is given twice, by imageName and by imageCatalogRef',
      help: 'Keep one of imageName and imageCatalogRef.',
    },
  ],
  [
    '!(has(self.image) && has(self.imageCatalogRef))',
    {
      message: 'The image is given twice, by image and by imageCatalogRef',
      help: 'Keep one of image and imageCatalogRef.',
    },
  ],
  [
    "self.apiGroup == 'postgresql.cnpg.io'",
    {
      message: 'The reference to an image catalog lacks the API group "postgresql.cnpg.io"',
      help: 'Set apiGroup to postgresql.cnpg.io.',
    },
  ],
  [
    "self.kind == 'ImageCatalog' || self.kind == 'ClusterImageCatalog'",
    {
      message: 'The reference names a kind that is no image catalog',
      help: 'Set kind to ImageCatalog or ClusterImageCatalog.',
    },
  ],
  locale('builtinLocale', 'builtin'),
  locale('icuLocale', 'icu'),
  locale('icuRules', 'icu'),
  [
    "self.dataDurability!='preferred' || ((!has(self.standbyNamesPre) || self.standbyNamesPre.size()==0) && (!has(self.standbyNamesPost) || self.standbyNamesPost.size()==0))",
    {
      message: 'dataDurability is "preferred", which cannot be had together with names of standbys',
      help: 'Remove standbyNamesPre and standbyNamesPost, or set dataDurability to required.',
    },
  ],
  ['self > 0', { message: 'The number of synchronous standbys is not above zero', help: 'Set it to 1 or more.' }],
  unique('major'),
  unique('key'),
  reservedDatabase('postgres'),
  reservedDatabase('template0'),
  reservedDatabase('template1'),
  ["self != ''", { message: 'The name is empty', help: 'Name what is meant.' }],
  [
    '!has(self.clientCertificate) || !self.clientCertificate.enabled || self.login',
    {
      message: 'A client certificate is asked for a role that may not log in',
      help: 'Set login to true, or remove clientCertificate.',
    },
  ],
  [
    "!has(self.ensure) || self.ensure != 'absent'",
    { message: 'ensure is "absent", which is not to be had here', help: 'Delete the resource to drop the role.' },
  ],
  [
    '!has(self.passwordSecret) || !has(self.disablePassword) || !self.disablePassword',
    {
      message: 'The password is both set by passwordSecret and switched off by disablePassword',
      help: 'Keep one of passwordSecret and disablePassword.',
    },
  ],
  reservedRole("!self.name.startsWith('cnpg_')", 'Names of roles that start with "cnpg_" belong to the operator'),
  reservedRole("!self.name.startsWith('pg_')", 'Names of roles that start with "pg_" belong to PostgreSQL'),
  reservedRole("self.name != 'postgres'", 'The role "postgres" belongs to the operator'),
  reservedRole("self.name != 'streaming_replica'", 'The role "streaming_replica" belongs to the operator'),
  reservedRole('self.name.size() != 0', 'The name of the role is empty'),
  [
    '!has(self.serverName)',
    {
      message: 'An ObjectStore serves many clusters, so that it has no serverName of its own',
      help: 'Set serverName among the parameters of the plugin in the Cluster.',
    },
  ],
  [
    "!self.exists(a, a.startsWith('--log-level'))",
    {
      message: 'The log level of the sidecar is set among its arguments',
      help: 'Set instanceSidecarConfiguration.logLevel instead.',
    },
  ],
  [
    '(has(self.allTables) && !has(self.objects)) || (!has(self.allTables) && has(self.objects))',
    {
      message: 'A publication has either all tables or a list of objects, and this one has both or neither',
      help: 'Keep one of allTables and objects.',
    },
  ],
  [
    '!(self.exists(o, has(o.table) && has(o.table.columns)) && self.exists(o, has(o.tablesInSchema)))',
    {
      message: 'A publication that takes the tables of a schema cannot choose columns of a table',
      help: 'Remove the columns, or the entry with tablesInSchema.',
    },
  ],
  [
    '(has(self.tablesInSchema) && !has(self.table)) || (!has(self.tablesInSchema) && has(self.table))',
    {
      message:
        'An object of a publication is either a table or the tables of a schema, and this one is both or neither',
      help: 'Keep one of table and tablesInSchema.',
    },
  ],
]);

/** The words for an expression; nothing for one that is of somebody else's CRD. */
export function wordsOf(expression: string): RuleWords | undefined {
  return words.get(expression);
}
