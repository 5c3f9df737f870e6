import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { fingerprint } from '../../src/engine/fingerprint.ts';
import { summarize } from '../../src/engine/lint.ts';
import type { ReportContext } from '../../src/reporters/reporter.ts';
import { defineRule, docsUrl, type Rule } from '../../src/rule/define-rule.ts';
import type { Finding, PositionRange, Report, Severity, Suppressed } from '../../src/rule/finding.ts';
import { LineIndex } from '../../src/text/line-index.ts';

/* One report with all that a report can hold, and reports that are out to break something. Its files are in fixtures/reporters/project. */

const fixtures = new URL('../../fixtures/reporters/', import.meta.url);
export const golden = (name: string): string => fileURLToPath(new URL(name, fixtures));

const hostileName = 'odd/100%: a,\u001b[31mb\n::error::c.yaml';
export const texts = new Map([
  ...['clusters/orders.yaml', 'databases/billing.yaml', 'databases/orders.yaml'].map((file): [string, string] => [
    file,
    readFileSync(new URL(`project/${file}`, fixtures), 'utf8'),
  ]),
  [
    'clusters/注文.yaml',
    [
      '\ufeffapiVersion: postgresql.cnpg.io/v1',
      'kind: Cluster',
      'metadata:',
      '  name: 注文データベース  # 「注文」 is "order"',
      '  labels: {équipe: données, e\u0301quipe: donne\u0301es}',
      'spec:',
      '\tinstances:\t3',
      '',
    ].join('\r\n'),
  ],
  [
    hostileName,
    '::error file=a.yaml::not a command\nkind: Cluster\nmetadata: {name: "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eevil"}\n',
  ],
]);

export function textOf(file: string): string {
  return texts.get(file) ?? '';
}

/** Where a text stands in a file. */
export function rangeOf(file: string, needle: string, after = ''): PositionRange {
  const text = textOf(file);
  const start = text.indexOf(needle, text.indexOf(after));
  if (start === -1) throw new Error(`${file} holds no ${needle}`);
  const lines = new LineIndex(text);
  const end = start + needle.length;
  return { start: { ...lines.position(start), offset: start }, end: { ...lines.position(end), offset: end } };
}

function pointAfter(file: string, needle: string): PositionRange {
  const { end } = rangeOf(file, needle);
  return { start: end, end };
}

type Given = Pick<Finding, 'rule' | 'severity' | 'message' | 'file' | 'range' | 'help'> & Partial<Finding>;

export function finding(given: Given): Finding {
  const path = given.path ?? '';
  return {
    related: [],
    url: docsUrl(given.rule),
    ...given,
    path,
    fingerprint: fingerprint(`${given.rule}\n${given.file}\n${path}`),
  };
}

const orders = 'clusters/orders.yaml';
const cluster = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', namespace: 'shop', name: 'orders' };
const auditLog = /CREATE TABLE.+/u.exec(textOf(orders))?.[0] ?? '';

export const findings: readonly Finding[] = [
  finding({
    rule: 'ha/instances',
    severity: 'warning',
    message: 'The cluster has 2 instances, so that maintenance of one leaves no standby',
    file: orders,
    range: rangeOf(orders, '2', 'instances'),
    path: '/spec/instances',
    resource: cluster,
    help: 'Set spec.instances to 3',
    fix: {
      title: 'Set 3 instances',
      safe: false,
      edits: [{ file: orders, range: rangeOf(orders, '2', 'instances'), newText: '3' }],
    },
  }),
  finding({
    rule: 'postgresql/sql-type',
    severity: 'info',
    message: 'The column "what" is of type "jsonb"',
    file: orders,
    range: rangeOf(orders, 'jsonb'),
    path: '/spec/bootstrap/initdb/postInitApplicationSQL/0',
    resource: cluster,
    help: 'Make sure that clients can read it',
  }),
  finding({
    rule: 'postgresql/idempotent-sql',
    severity: 'info',
    message: 'The statement creates a table in the application database',
    file: orders,
    range: rangeOf(orders, auditLog),
    path: '/spec/bootstrap/initdb/postInitApplicationSQL/0',
    resource: cluster,
    help: 'Keep migrations in the application, as these statements run only when the cluster is created and never again, whatever becomes of them later',
  }),
  finding({
    rule: 'bootstrap/locale',
    severity: 'info',
    message: 'The database "orders" gets the locale "C"',
    file: orders,
    range: rangeOf(orders, 'orders', 'database:'),
    path: '/spec/bootstrap/initdb/database',
    resource: cluster,
    related: [
      {
        file: orders,
        range: rangeOf(orders, 'ghcr.io/cloudnative-pg/postgresql:17.2'),
        message: 'the default of this image, whatever locales it holds',
      },
    ],
    help: 'Set spec.bootstrap.initdb.localeCollate',
    fix: {
      title: 'Write the locale',
      safe: false,
      edits: [
        {
          file: orders,
          range: pointAfter(orders, 'database: orders'),
          newText: '\n      localeCollate: C\n      localeCType: C',
        },
      ],
    },
  }),
  finding({
    rule: 'yaml/duplicate-key',
    severity: 'error',
    message: 'The key "shared_buffers" is written twice',
    file: orders,
    range: rangeOf(orders, 'shared_buffers', 'max_connections'),
    path: '/spec/postgresql/parameters/shared_buffers',
    resource: cluster,
    related: [{ file: orders, range: rangeOf(orders, 'shared_buffers'), message: 'first here, and lost' }],
    help: 'Remove one of the two',
  }),
  finding({
    rule: 'schema/unknown-field',
    severity: 'error',
    message: 'The field "retentionPolcy" does not exist in spec.backup',
    file: orders,
    range: rangeOf(orders, 'retentionPolcy'),
    path: '/spec/backup/retentionPolcy',
    resource: cluster,
    help: 'Did you mean "retentionPolicy"?',
    fix: {
      title: 'Rename it to "retentionPolicy"',
      safe: true,
      edits: [{ file: orders, range: rangeOf(orders, 'retentionPolcy'), newText: 'retentionPolicy' }],
    },
  }),
  finding({
    rule: 'backup/in-tree-object-store',
    severity: 'warning',
    message: 'The cluster is backed up by the operator itself, which is deprecated since CloudNativePG 1.26',
    file: orders,
    range: rangeOf(
      orders,
      textOf(orders).slice(textOf(orders).indexOf('barmanObjectStore'), textOf(orders).indexOf('---') - 1),
    ),
    path: '/spec/backup/barmanObjectStore',
    resource: cluster,
    help: 'Move it to the Barman Cloud plugin: cnpg-lint migrate barman-cloud-plugin clusters/orders.yaml',
  }),
  finding({
    rule: 'backup/schedule-has-seconds',
    severity: 'warning',
    message: 'The schedule "0 2 * * *" has five fields, so that it runs at minute 2 of every hour',
    file: orders,
    range: rangeOf(orders, '"0 2 * * *"'),
    path: '/spec/schedule',
    resource: { ...cluster, kind: 'ScheduledBackup', name: 'orders-nightly' },
    help: 'Begin with the seconds: "0 0 2 * * *" is every night at two',
    fix: {
      title: 'Write the seconds',
      safe: true,
      edits: [{ file: orders, range: rangeOf(orders, '"0 2 * * *"'), newText: '"0 0 2 * * *"' }],
    },
  }),
  finding({
    rule: 'backup/cluster-exists',
    severity: 'error',
    message: 'There is no Cluster "order" in namespace "shop"',
    file: orders,
    range: rangeOf(orders, 'order', '"0 0 2 * * 0"'),
    path: '/spec/cluster/name',
    resource: { ...cluster, kind: 'ScheduledBackup', name: 'orders-weekly' },
    related: [{ file: orders, range: rangeOf(orders, 'orders'), message: 'this name is near' }],
    help: 'Name a Cluster of the same namespace; did you mean "orders"?',
  }),
  finding({
    rule: 'yaml/tab-indentation',
    severity: 'error',
    message: 'A tab indents the key "instances"',
    file: 'clusters/注文.yaml',
    range: rangeOf('clusters/注文.yaml', '\tinstances'),
    help: 'Indent with spaces',
    fix: {
      title: 'Indent with spaces',
      safe: true,
      edits: [
        {
          file: 'clusters/注文.yaml',
          range: rangeOf('clusters/注文.yaml', '\tinstances:\t3'),
          newText: '  instances: 3',
        },
      ],
    },
  }),
  finding({
    rule: 'yaml/same-look',
    severity: 'info',
    message: 'The key "e\u0301quipe" looks like another one',
    file: 'clusters/注文.yaml',
    range: rangeOf('clusters/注文.yaml', 'e\u0301quipe'),
    related: [
      {
        file: 'clusters/注文.yaml',
        range: rangeOf('clusters/注文.yaml', 'équipe'),
        message: 'written in other characters',
      },
    ],
    help: 'Keep one of the two',
  }),
  finding({
    rule: 'metadata/name',
    severity: 'error',
    message: 'The name "注文データベース" is not a DNS label',
    file: 'clusters/注文.yaml',
    range: rangeOf('clusters/注文.yaml', '注文データベース'),
    path: '/metadata/name',
    resource: { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', name: '注文データベース' },
    help: 'Use lower case letters, digits and hyphens',
  }),
  finding({
    rule: 'database/one-owner',
    severity: 'error',
    message: 'The database "orders" of Cluster "orders" is declared by two Databases',
    file: 'databases/orders.yaml',
    range: rangeOf('databases/orders.yaml', 'orders', 'ensure'),
    path: '/spec/name',
    resource: { ...cluster, kind: 'Database' },
    related: [
      {
        file: 'databases/billing.yaml',
        range: rangeOf('databases/billing.yaml', 'orders', 'spec'),
        message: 'also here, with the owner "billing"',
      },
      { file: orders, range: rangeOf(orders, 'database: orders'), message: 'and made at first by the Cluster' },
    ],
    help: 'Keep one Database for it',
    fix: {
      title: 'Keep this one, with the owner "billing"',
      safe: false,
      edits: [
        {
          file: 'databases/orders.yaml',
          range: rangeOf('databases/orders.yaml', 'orders', 'owner'),
          newText: 'billing',
        },
        { file: 'databases/orders.yaml', range: rangeOf('databases/orders.yaml', '  ensure: present\n'), newText: '' },
        {
          file: 'databases/billing.yaml',
          range: rangeOf('databases/billing.yaml', textOf('databases/billing.yaml')),
          newText: '',
        },
      ],
    },
  }),
  finding({
    rule: 'database/reclaim-policy',
    severity: 'warning',
    message: 'The database is dropped with the resource, as databaseReclaimPolicy is "delete"',
    file: 'databases/orders.yaml',
    range: rangeOf('databases/orders.yaml', 'delete'),
    path: '/spec/databaseReclaimPolicy',
    resource: { ...cluster, kind: 'Database' },
    help: 'Leave it out: the default is "retain"',
    fix: {
      title: 'Remove databaseReclaimPolicy',
      safe: false,
      edits: [
        {
          file: 'databases/orders.yaml',
          range: rangeOf('databases/orders.yaml', '  databaseReclaimPolicy: delete\n'),
          newText: '',
        },
      ],
    },
  }),
  finding({
    rule: 'metadata/name',
    severity: 'error',
    message: 'The name "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eevil" is not a DNS label',
    file: hostileName,
    range: rangeOf(hostileName, '"\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eevil"'),
    path: '/metadata/name',
    resource: { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', name: '\u001b]0;owned' },
    help: 'Use lower case letters, digits and hyphens',
  }),
];

const consequences = { error: 'refused', warning: 'outage', info: 'advice' } as const;

export function ruleNamed(id: string, severity: Severity): Rule {
  return defineRule({
    id,
    kinds: ['Cluster'],
    consequence: consequences[severity],
    preset: severity === 'error' ? 'server' : 'recommended',
    summary: `A rule that stands for ${id}`,
    why: 'Because a reporter has to describe it.',
    remedy: 'Indent with spaces',
    exceptions: ['where it must not speak'],
    references: ['https://cloudnative-pg.io/documentation/current/'],
  });
}

// The last of them found nothing, and "yaml/same-look" is not among those that ran.
export const ran = [
  ...new Map(findings.map(({ rule, severity }) => [rule, severity])),
  ['yaml/anchors', 'warning'] as const,
]
  .filter(([id]) => id !== 'yaml/same-look')
  .map(([id, severity]) => ruleNamed(id, severity));

export function reportOf(some: readonly Finding[]): Report {
  const sorted = [...some].sort((a, b) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.range.start.offset - b.range.start.offset,
  );
  return {
    version: 1,
    tool: { name: 'cnpg-lint', version: '0.1.0' },
    cnpgVersion: '1.30',
    summary: { ...summarize(sorted, 14, 31), suppressed: 2 },
    findings: sorted,
  };
}

export const report = reportOf(findings);
export const nothing = reportOf([]);

/** Two findings that do not count, of which one says why. */
export const suppressed: readonly Suppressed[] = findings.slice(0, 2).map((one, index) => ({
  finding: { ...one, fingerprint: fingerprint(`suppressed ${index}`) },
  ...(index === 0 ? { kind: 'inSource', justification: 'a "test" <system> & nothing else' } : { kind: 'external' }),
}));

export const plain: ReportContext = {
  rules: ran,
  files: [...texts.keys(), 'clean/cluster.yaml'],
  showSuppressed: false,
  textOf: (file) => texts.get(file),
  color: false,
  width: 120,
  hyperlinks: false,
  fromRoot: (file) => `k8s/${file}`,
};

/** Text that is out to break something, and any other. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '::',
        '::error::',
        '%',
        '%25',
        '%0A',
        '\n',
        '\r',
        '\r\n',
        ',',
        ':',
        '=',
        ' ',
        '\t',
        '\u001b[31m',
        '\u0007',
        '\u0085',
        '\u2028',
        '\u202e',
        'a',
        'word',
        '注',
        'e\u0301',
        '👩‍👧',
        '\ud800',
        '](',
        '[x](1)',
        '/',
        '..',
        '#',
        '?',
        '##[add-mask]',
        ']]>',
        '&amp;',
        '<b>',
        '"',
        '|',
        '\\',
        '`',
        '*a*',
        '~~',
        '$a$',
        '@a',
        'https://a.b',
        'www.a.b',
        '<!--',
        '\uffff',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

const severities = fc.constantFrom<Severity[]>('error', 'warning', 'info');

/** A report of findings at any places of any texts. */
export const anyReport = fc
  .array(
    fc.record({
      file: hostile,
      text: hostile,
      message: hostile,
      help: hostile,
      label: hostile,
      newText: hostile,
      severity: severities,
      from: fc.nat(60),
      to: fc.nat(60),
      other: fc.nat(60),
    }),
    { maxLength: 5 },
  )
  .map((given) => {
    const files = new Map(given.map(({ file, text }) => [file, text]));
    const range = (file: string, from: number, to: number): PositionRange => {
      const text = files.get(file) ?? '';
      const lines = new LineIndex(text);
      const at = (offset: number) => ({ ...lines.position(offset), offset: Math.min(offset, text.length) });
      return { start: at(Math.min(from, to)), end: at(Math.max(from, to)) };
    };
    const some = given.map(({ file, message, help, label, newText, severity, from, to, other }) =>
      finding({
        rule: 'some/rule',
        severity,
        message,
        file,
        range: range(file, from, to),
        resource: { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', name: label },
        related: [{ file, range: range(file, other, other + 3), message: label }],
        help,
        fix: { title: label, safe: from % 2 === 0, edits: [{ file, range: range(file, from, to), newText }] },
      }),
    );
    return {
      report: reportOf(some),
      context: {
        ...plain,
        rules: ran.slice(0, 1),
        files: [...files.keys()],
        textOf: (file: string) => files.get(file),
      },
    };
  });
