import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type LintOptions, type Report, rules, validateFiles, validateText } from '../src/core.ts';
import { applyFixes } from '../src/engine/fix.ts';
import { commentsIn } from '../src/manifest/comments.ts';
import { readRequest, withoutRules } from '../src/model/suppression-text.ts';
import { casesOf } from './harness.ts';
import { schemas } from './schemas.ts';

/* What a suppression covers, and what becomes of the findings. The rules on suppressions have fixtures of their own. */

const head = 'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata:\n  name: shop\n';
const off = { presets: ['recommended'], rules: { '*': 'off', 'schema/*': 'error' } } as const satisfies LintOptions;

function lint(text: string, options: LintOptions = off, file = 'a.yaml'): Report {
  return validateFiles([{ path: file, text }], { ...options, schemas, hasIndex: true });
}

/** Where the findings point that are left, and those that are suppressed. */
function split(text: string, options?: LintOptions, file?: string): { left: string[]; suppressed: string[] } {
  const { findings, suppressed = [] } = lint(text, options, file);
  return {
    left: findings.map(({ path }) => path),
    suppressed: suppressed.map(({ finding }) => finding.path),
  };
}

test('a comment covers the node that starts on its line: a key with all below it, an item, a block', () => {
  const wrong = (comment: string): string => `${head}spec:
  instances: 3
  storage: ${comment}
    size: 10Gi
    colour: red
  flavour: fast
`;
  const both = ['/spec/storage/colour', '/spec/flavour'];
  expect(split(wrong('')).left).toEqual(both);
  expect(split(wrong('# cnpg-lint-disable-line schema/unknown-field -- x'))).toEqual({
    left: ['/spec/flavour'],
    suppressed: ['/spec/storage/colour'],
  });
  expect(split(wrong('# cnpg-lint-disable-line schema/wrong-type -- x')).left).toEqual(both);
  const roles = `${head}spec:
  instances: 3
  storage: {size: 10Gi}
  managed:
    roles:
      # cnpg-lint-disable-next-line schema/* -- x
      -
        name: a
        colour: red
      - name: b
        colour: red
      - colour: red # cnpg-lint-disable-line schema/* -- x
        name: 3
`;
  expect(split(roles)).toEqual({
    left: ['/spec/managed/roles/1/colour'],
    suppressed: ['/spec/managed/roles/0/colour', '/spec/managed/roles/2/colour', '/spec/managed/roles/2/name'],
  });
  const block = `${head}spec:
  instances: | # cnpg-lint-disable-line schema/wrong-type -- x
    3
    4
  storage: {size: 10Gi}
`;
  expect(split(block).suppressed).toEqual(['/spec/instances']);
});

test('a comment is found in flow style, behind a separator, in a list of objects, with CRLF and a byte order mark', () => {
  const all = { left: [], suppressed: ['/spec/flavour'] };
  const comment = '# cnpg-lint-disable-line schema/unknown-field -- x';
  const spec = '{instances: 3, storage: {size: 10Gi}, flavour: fast}';
  expect(split(`${head}spec: ${spec} ${comment}\n`)).toEqual(all);
  expect(split(`--- ${comment.replace('line', 'file')}\n${head}spec: ${spec}\n`)).toEqual(all);
  const list = `apiVersion: v1\nkind: List\nitems:\n- ${head.trimEnd().replaceAll('\n', '\n  ')}\n  spec: ${spec}`;
  expect(split(list.replace('items:\n', `items:\n${comment.replace('line', 'next-line')}\n`))).toEqual(all);
  const text = `\uFEFF${comment.replace('line', 'file')}\n${head}spec: ${spec}\n`;
  expect(split(text)).toEqual(all);
  expect(split(`${head}spec: ${spec} ${comment}\n`.replaceAll('\n', '\r\n'))).toEqual(all);
});

test('a file is all of its documents, and an annotation one resource', () => {
  const wrong = `${head}spec: {instances: 3, storage: {size: 10Gi}, flavour: fast}\n`;
  const annotated = wrong.replace(
    'name: shop',
    'name: news\n  annotations: {cnpg-lint/disable: schema/unknown-field -- x}',
  );
  expect(split(`${wrong}---\n${annotated}`)).toEqual({ left: ['/spec/flavour'], suppressed: ['/spec/flavour'] });
  const ofFile = '# cnpg-lint-disable-file schema/unknown-field -- x\n';
  for (const text of [`${wrong}---\n${wrong}---\n${ofFile}`, `${ofFile}---\n${wrong}---\n${wrong}`])
    expect(split(text)).toEqual({ left: [], suppressed: ['/spec/flavour', '/spec/flavour'] });
  const page = `${ofFile}\n\`\`\`yaml\n${wrong}\`\`\`\n\n\`\`\`yaml\n${ofFile}${wrong}\`\`\`\n`;
  expect(split(page, off, 'a.md').suppressed).toEqual(['/spec/flavour', '/spec/flavour']);
  expect(split(page.replaceAll(`yaml\n${ofFile}`, 'yaml\n'), off, 'a.md').left).toHaveLength(2);
});

test('a reason, the count, and the findings are in the report; the first suppression of a finding gives the reason', () => {
  const text = `# cnpg-lint-disable-file schema/unknown-field -- of the file
${head}spec:
  instances: 3
  storage: {size: 10Gi}
  # cnpg-lint-disable-next-line schema/unknown-field -- of the line
  flavour: fast
`;
  const { findings, suppressed, summary } = lint(text);
  expect(findings).toEqual([]);
  expect(suppressed).toMatchObject([
    { kind: 'inSource', justification: 'of the file', finding: { rule: 'schema/unknown-field' } },
  ]);
  expect(summary).toMatchObject({ errors: 0, suppressed: 1 });
  expect(validateText(text, { ...off, schemas }).summary.suppressed).toBe(1);
});

test('what is suppressed is not fixed, and what a suppression has lost is', () => {
  const text = `${head}spec:
  instances: 3
  # cnpg-lint-disable-next-line schema/not-allowed-value -- x
  primaryUpdateMethod: Restart
  primaryUpdateStrategy: Supervised
  storage: {size: 10Gi} # cnpg-lint-disable-line schema/not-allowed-value -- x
`;
  const options = { ...off, rules: { ...off.rules, 'suppression/*': 'info' } } as const;
  const { findings } = lint(text, options);
  const fixed = applyFixes(new Map([['a.yaml', text]]), findings).get('a.yaml');
  expect(fixed).toContain('primaryUpdateMethod: Restart\n');
  expect(fixed).toContain('storage: {size: 10Gi}\n');
});

test('a rule that is off in a run makes its suppression neither used nor unused', () => {
  const unused = (options: LintOptions, names: string): string[] =>
    lint(`# cnpg-lint-disable-file ${names} -- x\n${head}spec: {instances: 3, storage: {size: 1Gi}}\n`, options)
      .findings.filter(({ rule }) => rule === 'suppression/unused')
      .map(({ message }) => message);
  const all = 'schema/unknown-field, images/pinned, images/*, postgres/*';
  expect(unused({ presets: ['recommended'] }, all)).toEqual([
    '"schema/unknown-field" and "postgres/*" have nothing to suppress here',
  ]);
  expect(unused({ rules: { 'schema/unknown-field': 'off' } }, 'schema/unknown-field, images/*')).toEqual([]);
  expect(unused({ presets: ['strict'] }, 'schema/unknown-field, postgres/*')).toHaveLength(1);
  // A change has findings that a manifest alone has not.
  expect(unused({ presets: ['strict'] }, 'admission/storage-shrink')).toEqual([]);
});

test('a finding that only a larger preset has makes a suppression used', () => {
  const text = `${head}spec:
  instances: 3
  storage: {size: 10Gi}
  resources:
    # cnpg-lint-disable-next-line postgres/shared-buffers-ratio -- x
    limits: {memory: 8Gi}
`;
  expect(lint(text, { presets: ['strict'] }).summary.suppressed).toBe(1);
  expect(lint(text).summary.suppressed).toBe(0);
  expect(lint(text, { presets: ['recommended'] }).findings.map(({ rule }) => rule)).not.toContain('suppression/unused');
});

test('in a text that cannot be read no suppression is unused', () => {
  const text = `# cnpg-lint-disable-file schema/unknown-field -- x\n${head}spec:\n  a: [ # cnpg-lint-disable-line schema/* -- x\n`;
  const { findings } = lint(text, { presets: ['recommended'] });
  expect(findings.map(({ rule }) => rule)).toEqual(['yaml/syntax']);
  const covered = lint(text.replace('schema/unknown-field', 'yaml/syntax'), { presets: ['recommended'] });
  expect(covered.findings).toEqual([]);
  expect(covered.summary.suppressed).toBe(1);
});

test('a rule says of itself that it looks at what is stored, as its fixtures do', () => {
  const looks = rules.filter((rule) => rule.looksAtStored).map(({ id }) => id);
  const shown = rules.filter(({ id }) =>
    casesOf(id).some(({ name, stored }) => name.startsWith('bad') && stored.length > 0),
  );
  expect(looks).toEqual(shown.map(({ id }) => id));
});

test('the examples of the guide suppress what they name, and nothing is wrong with them', () => {
  const page = readFileSync(new URL('../docs/suppressing.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/^```yaml\n(.*?)^```/gmsu)].map((match) => match[1] ?? '');
  expect(blocks).toHaveLength(3);
  for (const text of blocks) {
    const { findings, suppressed = [] } = lint(text, { presets: ['strict'], now: '2026-11-26' });
    const named = [...text.matchAll(/(?<=[ "])[a-z]+\/[a-z-]+(?=[^\n]* -- )/gu)].map(([name]) => name);
    const hidden = new Set(suppressed.map(({ finding }) => finding.rule));
    expect(findings.filter(({ rule }) => rule.startsWith('suppression/') || named.includes(rule))).toEqual([]);
    expect([...hidden].sort()).toEqual(named.sort());
  }
});

const hostile = fc
  .array(fc.constantFrom('#', ' ', '\n', '"', "'", ': ', '- ', 'x', '# cnpg-lint-disable-file a/b', '|', '\t', '\r\n'))
  .map((parts) => parts.join(''));

test('what is in a scalar is no comment, whatever its style', () => {
  const styles = ['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const;
  fc.assert(
    fc.property(
      fc.dictionary(hostile, fc.oneof(hostile, fc.array(hostile))),
      fc.constantFrom(...styles),
      (value, style) => {
        const text = stringify(value, { defaultStringType: style, defaultKeyType: 'QUOTE_DOUBLE' });
        expect(commentsIn(text, { start: 0, end: text.length })).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test('every comment stands where it is said to stand, in any text', () => {
  fc.assert(
    fc.property(hostile, hostile, (before, text) => {
      for (const { start, end } of commentsIn(before + text, {
        start: before.length,
        end: before.length + text.length,
      }))
        expect((before + text).slice(start, end)).toMatch(/^#[^\n]*(?<!\s)$/u);
    }),
    { numRuns: 300 },
  );
});

test('a request is read as it is written, and rules can be taken out of it', () => {
  const name = fc.stringMatching(/^[a-z]{2,8}\/[a-z-]{2,8}$/u);
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 5 });
  const date = fc.constantFrom(undefined, '2027-01-31', '2028-02-29');
  const reason = fc.constantFrom(undefined, 'a cache', 'see #12 -- and 13, x/y');
  fc.assert(
    fc.property(names, date, reason, fc.constantFrom(',', ', ', ' , '), fc.nat(), (all, until, why, comma, seed) => {
      const write = (some: readonly string[]): string =>
        ` ${some.join(comma)}${until ? ` until=${until}` : ''}${why ? ` -- ${why}` : ''}`;
      const text = write(all);
      const request = readRequest(text);
      expect(request).toMatchObject({ until, reason: why, flaw: undefined });
      expect(request.rules.map((rule) => text.slice(rule.range.start, rule.range.end))).toEqual(all);
      const left = all.filter((_, index) => (seed >> index) % 2 === 0);
      const edit = withoutRules(
        text,
        request,
        all.filter((one) => !left.includes(one)),
      );
      const after = edit && text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
      expect(readRequest(after ?? '').rules.map((rule) => rule.name)).toEqual(left);
    }),
  );
});
