import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '../src/engine/fingerprint.ts';
import { summarize } from '../src/engine/lint.ts';
import { changedLines } from '../src/reporters/changed-lines.ts';
import { visible } from '../src/reporters/escape.ts';
import { reporters } from '../src/reporters/index.ts';
import { lineHashes } from '../src/reporters/line-hashes.ts';
import type { ReportContext } from '../src/reporters/reporter.ts';
import { widthOf } from '../src/reporters/width.ts';
import { defineRule, docsUrl, type Rule } from '../src/rule/define-rule.ts';
import type { Finding, Fix, PositionRange, Report, Severity } from '../src/rule/finding.ts';
import { LineIndex } from '../src/text/line-index.ts';

/* One report with all that a report can hold, through every reporter. Its files are in fixtures/reporters/project. */

const fixtures = new URL('../fixtures/reporters/', import.meta.url);
const golden = (name: string): string => fileURLToPath(new URL(name, fixtures));

const hostileName = 'odd/100%: a,\u001b[31mb\n::error::c.yaml';
const texts = new Map([
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

function textOf(file: string): string {
  return texts.get(file) ?? '';
}

/** Where a text stands in a file. */
function rangeOf(file: string, needle: string, after = ''): PositionRange {
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

function finding(given: Given): Finding {
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

const findings: readonly Finding[] = [
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

function ruleNamed(id: string, severity: Severity): Rule {
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
const ran = [...new Map(findings.map(({ rule, severity }) => [rule, severity])), ['yaml/anchors', 'warning'] as const]
  .filter(([id]) => id !== 'yaml/same-look')
  .map(([id, severity]) => ruleNamed(id, severity));

function reportOf(some: readonly Finding[]): Report {
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

const report = reportOf(findings);
const nothing = reportOf([]);

const plain: ReportContext = {
  rules: ran,
  textOf: (file) => texts.get(file),
  color: false,
  width: 120,
  hyperlinks: false,
  fromRoot: (file) => `k8s/${file}`,
};

describe('goldens', () => {
  test.each([
    ['pretty-120.txt', reporters.pretty, plain],
    ['pretty-60.txt', reporters.pretty, { ...plain, width: 60 }],
    ['pretty-color.ansi', reporters.pretty, { ...plain, width: 100, color: true, hyperlinks: true }],
    ['compact.txt', reporters.compact, plain],
    ['report.json', reporters.json, plain],
    ['github.txt', reporters.github, plain],
    ['report.sarif', reporters.sarif, plain],
  ] as const)('%s', async (name, reporter, context) => {
    await expect(reporter(report, context)).toMatchFileSnapshot(golden(name));
  });
});

test('every report ends in a line break, or is empty', () => {
  for (const reporter of Object.values(reporters))
    for (const one of [report, nothing]) expect(reporter(one, plain)).toMatch(/^$|\n$/u);
  expect(reporters.compact(nothing, plain)).toBe('');
  expect(reporters.github(nothing, plain)).toBe('');
});

describe('pretty', () => {
  const lastLine = (some: readonly Finding[], summary: Partial<Report['summary']> = {}): string | undefined => {
    const given = reportOf(some);
    const output = reporters.pretty({ ...given, summary: { ...given.summary, suppressed: 0, ...summary } }, plain);
    return output.trimEnd().split('\n').at(-1);
  };

  test('sums up in one line', () => {
    expect(lastLine([])).toBe('No problems in 14 files (31 resources, CloudNativePG 1.30)');
    expect(lastLine([], { files: 1, resources: 1, suppressed: 3 })).toBe(
      'No problems in 1 file (1 resource, CloudNativePG 1.30); 3 suppressed',
    );
    const fixable = findings.filter(({ rule }) => rule === 'schema/unknown-field');
    expect(lastLine(fixable)).toBe('1 error in 1 of 14 files (31 resources, CloudNativePG 1.30); 1 fixable with --fix');
    expect(lastLine(fixable, { files: 1, fixable: 0 })).toBe('1 error in 1 file (31 resources, CloudNativePG 1.30)');
  });

  test('colours change nothing but colours', () => {
    const colored = reporters.pretty(report, { ...plain, color: true });
    expect(colored.replaceAll(new RegExp(`${'\u001b'}\\[[\\d;]*m`, 'gu'), '')).toBe(reporters.pretty(report, plain));
  });

  test('links rules where the terminal can, else names the page of each once', () => {
    const linked = reporters.pretty(report, { ...plain, hyperlinks: true });
    expect(linked).toContain(`\u001b]8;;${docsUrl('metadata/name')}\u001b\\[metadata/name]\u001b]8;;\u001b\\`);
    expect(linked).not.toContain('= see:');
    expect(reporters.pretty(report, plain).split(docsUrl('metadata/name'))).toHaveLength(2);
  });

  test('shows a place without its text when the text is not known', () => {
    const output = reporters.pretty(report, { ...plain, textOf: () => undefined });
    expect(output).toContain(
      'error: The key "shared_buffers" is written twice [yaml/duplicate-key]\n  --> clusters/orders.yaml:21:7 (Cluster shop/orders)\n  --> clusters/orders.yaml:19:7 (first here, and lost)\n',
    );
    expect(output).not.toContain(' | ');
  });

  test('leaves out the least of many places', () => {
    const many = findings.filter(({ rule }) => rule === 'yaml/duplicate-key');
    const crowded = many.map((one) => ({ ...one, related: Array.from({ length: 6 }, () => one.related).flat() }));
    expect(reporters.pretty(reportOf(crowded), plain)).toContain('= note: and 2 more places\n');
  });

  test('shows at most some lines of a fix', () => {
    const file = 'databases/orders.yaml';
    const range = rangeOf(file, textOf(file));
    const fix = { title: 'Delete all', safe: true, edits: [{ file, range, newText: '' }] };
    const long = findings.filter(({ rule }) => rule === 'database/reclaim-policy').map((one) => ({ ...one, fix }));
    expect(reporters.pretty(reportOf(long), plain)).toMatch(/ 1 - # The one.*\n(?: \d - .*\n){5} {3}:\n/u);
  });

  test('measures what is wide, narrow or not there', () => {
    const widths = { 'a b': 3, 注文: 4, データ: 6, 'e\u0301': 1, '👩‍👩‍👧': 2, '🇩🇪': 2, '✔️': 2, 한국: 4, ﾃﾞ: 2 };
    for (const [text, width] of Object.entries(widths)) expect([text, widthOf(text)]).toEqual([text, width]);
  });
});

test('escapes are for what cannot be seen, and for nothing else', () => {
  expect(visible('a\tb\nc\r\0\u009f\u200b\ud800\u{e0041}')).toBe('a\\tb\\nc\\r\\x00\\x9f\\u200b\\ud800\\u{e0041}');
  expect(visible('é e\u0301 注文 👩\u200d👧 می\u200cخواهم')).toBe('é e\u0301 注文 👩\u200d👧 می\u200cخواهم');
});

test('what a fix changes is told by lines', () => {
  const text = 'a: [1, 2]\nb: 3\nc: 4\n';
  const lines = new LineIndex(text);
  const edit = (start: number, end: number, newText: string): Fix['edits'][number] => {
    const at = (offset: number) => ({ ...lines.position(offset), offset });
    return { file: 'a.yaml', range: { start: at(start), end: at(end) }, newText };
  };
  const changes = (...edits: Fix['edits']): string[] =>
    changedLines(text, lines, edits).map(({ line, sign, text: said }) => `${line} ${sign} ${said}`);
  expect(changes(edit(7, 8, '20'), edit(4, 5, '10'))).toEqual(['1 + a: [10, 20]']);
  expect(changes(edit(0, 0, '# new\n'))).toEqual(['1 + # new']);
  expect(changes(edit(10, 15, ''))).toEqual(['2 - b: 3']);
  expect(changes(edit(4, 5, '9'), edit(18, 19, '9'))).toEqual(['1 + a: [9, 2]', '3 + c: 9']);
  expect(changes(edit(0, 5, ''), edit(3, 8, ''))).toEqual([]);
  expect(changes(edit(4, 5, '1'))).toEqual([]);
});

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
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

const severities = fc.constantFrom<Severity[]>('error', 'warning', 'info');

/** A report of findings at any places of any texts. */
const anyReport = fc
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
        textOf: (file: string) => files.get(file),
      },
    };
  });

test('nothing in a file or a name acts on a terminal, or commands the runner of GitHub Actions', () => {
  fc.assert(
    fc.property(anyReport, fc.integer({ min: 0, max: 130 }), ({ report: some, context }, width) => {
      for (const [name, reporter] of Object.entries(reporters)) {
        const output = reporter(some, { ...context, width });
        expect(output).not.toMatch(/(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        if (name !== 'github') expect(output).not.toMatch(/^\s*::/mu);
      }
    }),
  );
});

test('frames keep to the width', () => {
  fc.assert(
    fc.property(anyReport, fc.integer({ min: 40, max: 80 }), ({ report: some, context }, width) => {
      const unlabelled = some.findings.map((one) => ({ ...one, related: [] }));
      const rows = reporters.pretty({ ...some, findings: unlabelled }, { ...context, width }).split('\n');
      for (const row of rows.filter((line) => /^ *\d* [|+-] /u.test(line)))
        expect(widthOf(row)).toBeLessThanOrEqual(width + 1);
    }),
  );
});

test('what is wider than a frame becomes dots', () => {
  const flag = '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}';
  const [one] = findings;
  if (!one) return;
  const at = { line: 1, column: 1, offset: 0 };
  for (const column of [1, 1 + flag.length]) {
    const place = {
      start: { ...at, column, offset: column - 1 },
      end: { ...at, column: column + 2, offset: column + 1 },
    };
    const output = reporters.pretty(reportOf([{ ...one, range: place }]), {
      ...plain,
      width: 40,
      textOf: () => flag.repeat(2),
    });
    expect(output).toContain('\n1 | ...');
  }
});

test('a frame shows all of a line that fits', () => {
  const [one] = findings;
  if (!one) return;
  const text = '\u200dabc \u0301def\n\u200dghi\n';
  const place = { start: { line: 1, column: 3, offset: 2 }, end: { line: 1, column: 4, offset: 3 } };
  const colored = reporters.pretty(reportOf([{ ...one, range: place }]), { ...plain, color: true, textOf: () => text });
  expect(colored).toContain(' \u200da\u001b[1mb\u001b[22mc \u0301def\n');
  expect(colored).toContain('\u200dghi');
  expect(colored.split('\u200dghi')).toHaveLength(2);
});

test('compact has one line for each finding', () => {
  fc.assert(
    fc.property(anyReport, ({ report: some, context }) => {
      expect(reporters.compact(some, context).split('\n')).toHaveLength(some.findings.length + 1);
    }),
  );
});

describe('json', () => {
  const validate = new Ajv2020({ strict: true }).compile(
    JSON.parse(readFileSync(new URL('../schemas/report.schema.json', import.meta.url), 'utf8')),
  );

  test('is the report', () => {
    expect(JSON.parse(reporters.json(report, plain))).toEqual(report);
  });

  test('satisfies its schema, which takes nothing else', () => {
    for (const one of [report, nothing])
      expect(validate(JSON.parse(reporters.json(one, plain))), JSON.stringify(validate.errors)).toBe(true);
    const extra = findings.map((one) => ({ ...one, extra: true }));
    expect(validate({ ...report, findings: extra })).toBe(false);
    fc.assert(
      fc.property(anyReport, ({ report: some, context }) => {
        const sound = some.findings.map((one) => ({ ...one, message: `A ${one.message}` }));
        expect(
          validate(JSON.parse(reporters.json({ ...some, findings: sound }, context))),
          JSON.stringify(validate.errors),
        ).toBe(true);
      }),
    );
  });

  test('is the same text whatever the order of keys', () => {
    const turned: unknown = JSON.parse(JSON.stringify(report), (_, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    expect(JSON.stringify(turned)).not.toBe(JSON.stringify(report));
    expect(reporters.json(turned as Report, plain)).toBe(reporters.json(report, plain));
  });
});

/** Reads a log as the runner of GitHub Actions does (actions/runner, ActionCommand.TryParseV2). */
function runnerReads(log: string): { command: string; properties: Record<string, string>; data: string }[] {
  return log.split(/\r\n|\r|\n/u).flatMap((line) => {
    const text = line.trimStart();
    const end = text.indexOf('::', 2);
    if (!text.startsWith('::') || end === -1) return [];
    const info = text.slice(2, end);
    const space = info.indexOf(' ');
    const properties = info
      .slice(space + 1)
      .trim()
      .split(',')
      .filter((pair) => pair !== '')
      .map((pair) => [
        pair.slice(0, pair.indexOf('=')),
        runnerDecodes(
          pair
            .slice(pair.indexOf('=') + 1)
            .replaceAll('%3A', ':')
            .replaceAll('%2C', ','),
        ),
      ]);
    return [
      {
        command: info.slice(0, space),
        properties: Object.fromEntries(properties),
        data: runnerDecodes(text.slice(end + 2)),
      },
    ];
  });

  function runnerDecodes(value: string): string {
    return value.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  }
}

describe('github', () => {
  test('any text arrives, and none breaks out', () => {
    fc.assert(
      fc.property(anyReport, ({ report: some, context }) => {
        const output = reporters.github(some, { ...context, fromRoot: (file) => file });
        const bySeverity = (['error', 'warning', 'info'] as const).flatMap((severity) =>
          some.findings.filter((one) => one.severity === severity),
        );
        const read = runnerReads(output);
        expect(output.split('\n')).toHaveLength(bySeverity.length + 1);
        expect(read.map(({ command }) => command)).toEqual(
          bySeverity.map(({ severity }) => (severity === 'info' ? 'notice' : severity)),
        );
        expect(read.map(({ properties }) => properties['file'] ?? '')).toEqual(
          bySeverity.map(({ file }) => visible(file)),
        );
        for (const [index, { message, help, range }] of bySeverity.entries()) {
          expect(read[index]?.data.startsWith([message, help].filter(Boolean).map(visible).join('\n'))).toBe(true);
          expect(read[index]?.properties).toMatchObject({
            line: String(range.start.line),
            endLine: String(range.end.line),
            title: 'some/rule',
          });
          expect('col' in (read[index]?.properties ?? {})).toBe(range.start.line === range.end.line);
        }
      }),
    );
  });

  test('names files from the root of the repository', () => {
    expect(runnerReads(reporters.github(report, plain))[0]?.properties['file']).toBe('k8s/clusters/orders.yaml');
  });
});

describe('sarif', () => {
  const {
    id: _id,
    $schema: _schema,
    ...official
  } = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as Record<
    string,
    unknown
  >;
  const validate = new Ajv({
    strict: false,
    allErrors: true,
    unicodeRegExp: false,
    formats: {
      uri: (text) => URL.canParse(text),
      'uri-reference': (text) => /^[\w.~:/?#[\]@!$&'()*+,;=%-]*$/u.test(text) && URL.canParse(text, 'file:///root/'),
      'date-time': (text) => !Number.isNaN(Date.parse(text)),
    },
  }).compile(official);

  interface Artifact {
    readonly uri: string;
    readonly uriBaseId?: string;
  }

  interface Log {
    readonly runs: readonly {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly message: { readonly text: string };
        readonly partialFingerprints: Record<string, string>;
        readonly locations: readonly {
          readonly physicalLocation: { readonly artifactLocation: Artifact; readonly region: Record<string, number> };
        }[];
        readonly relatedLocations?: readonly { readonly id: number }[];
        readonly fixes?: readonly { readonly artifactChanges: readonly object[] }[];
      }[];
    }[];
  }

  const read = (some: Report, context = plain): Log['runs'][number] => {
    const log: unknown = JSON.parse(reporters.sarif(some, context));
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    const [run] = (log as Log).runs;
    if (!run) throw new Error('no run');
    return run;
  };

  test('satisfies the official schema', () => {
    for (const one of [report, nothing]) read(one);
    fc.assert(
      fc.property(anyReport, ({ report: some, context }) => void read(some, context)),
      { numRuns: 50 },
    );
  });

  test('describes every rule that ran, and every one that found something', () => {
    const { tool, results } = read(report);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual([...ran.map(({ id }) => id), 'yaml/same-look']);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  test('has what GitHub needs of each result', () => {
    const { results } = read(report);
    for (const [index, { locations, partialFingerprints }] of results.entries()) {
      const { artifactLocation, region } = locations[0]?.physicalLocation ?? {};
      expect(decodeURIComponent(artifactLocation?.uri ?? '')).toBe(`k8s/${report.findings[index]?.file}`);
      expect(artifactLocation?.uriBaseId).toBe('%SRCROOT%');
      expect(Object.keys(region ?? {})).toEqual(['startLine', 'startColumn', 'endLine', 'endColumn']);
      expect(Object.keys(partialFingerprints)).toEqual(['primaryLocationLineHash', 'cnpgLint/v1']);
    }
  });

  test('cuts descriptions to what GitHub takes, and leaves out what a rule does not say', () => {
    const [rule = ruleNamed('a/b', 'info')] = ran;
    const { exceptions: _exceptions, ...terse } = rule;
    const { tool } = read(nothing, { ...plain, rules: [{ ...terse, why: 'x'.repeat(2000), references: [] }] });
    expect(tool.driver.rules[0]).toMatchObject({ fullDescription: { text: `${'x'.repeat(1021)}...` } });
    expect(JSON.stringify(tool.driver.rules)).not.toMatch(/References|silent/u);
  });

  test('links to the other places', () => {
    const [result] = read(report).results.filter(({ ruleId }) => ruleId === 'database/one-owner');
    expect(result?.message.text).toBe(
      'The database "orders" of Cluster "orders" is declared by two Databases. See [also here, with the owner "billing"](1), [and made at first by the Cluster](2). Keep one Database for it.',
    );
    expect(result?.relatedLocations?.map(({ id }) => id)).toEqual([1, 2]);
  });

  test('has fixes, safe ones and others', () => {
    expect(
      read(report)
        .results.filter(({ fixes }) => fixes)
        .map(({ ruleId }) => ruleId),
    ).toEqual(report.findings.filter(({ fix }) => fix).map(({ rule }) => rule));
  });

  test('names files outside of the root by their whole address', () => {
    const [result] = read(report, { ...plain, fromRoot: (file) => `/else where/${file}` }).results;
    expect(result?.locations[0]?.physicalLocation.artifactLocation).toEqual({
      uri: 'file:///else%20where/clusters/orders.yaml',
    });
  });

  test('leaves out the hash of a line that is not known', () => {
    const [result] = read(report, { ...plain, textOf: () => undefined }).results;
    expect(Object.keys(result?.partialFingerprints ?? {})).toEqual(['cnpgLint/v1']);
  });
});

describe('line hashes', () => {
  /** By definition: the first hundred characters from the line on, each times a power of 37, without blanks and tabs. */
  function byDefinition(text: string): string[] {
    const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
    const counts: Record<string, number> = {};
    return lines.map((_, line) => {
      const rest = [
        ...lines
          .slice(line)
          .join('\n')
          .replaceAll(/[ \t]/gu, '')
          .split('')
          .map((unit) => BigInt(unit.charCodeAt(0))),
        65535n,
      ];
      let sum = 0n;
      for (let power = 99n, at = 0; power >= 0n; power--, at++) sum += (rest[at] ?? 0n) * 37n ** power;
      const hash = (sum % 2n ** 64n).toString(16);
      counts[hash] = (counts[hash] ?? 0) + 1;
      return `${hash}:${counts[hash]}`;
    });
  }

  test('of known texts', () => {
    // 65535 * 37^99 mod 2^64 is what an empty last line comes to, whatever is before it.
    expect(lineHashes('')).toEqual(['c129715d7a2bc9a3:1']);
    expect(lineHashes('spec:\n')).toEqual([expect.any(String), 'c129715d7a2bc9a3:1']);
    expect(lineHashes('a: 1\r\n  b: 2\rc: 3')).toEqual(lineHashes('a:1\nb:2\n\tc : 3'));
    expect(
      lineHashes('- item\n'.repeat(40))
        .slice(0, 3)
        .map((hash) => hash.replace(/.*:/u, '')),
    ).toEqual(['1', '2', '3']);
  });

  test('agree with their definition', () => {
    const line = fc.constantFrom(
      'spec:',
      '  instances: 3',
      '',
      '\t',
      ' ',
      '# 注文 😀',
      'x'.repeat(120),
      '- a',
      '- a',
      '- a',
    );
    const text = fc
      .array(
        fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')).map((parts) => parts.join('')),
        { maxLength: 60 },
      )
      .map((parts) => parts.join(''));
    fc.assert(fc.property(text, (some) => void expect(lineHashes(some)).toEqual(byDefinition(some))));
  });
});
