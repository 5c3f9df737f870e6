import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rules as builtInRules, defineRule, type Rule } from '../src/core.ts';
import { checkFixtures, FixtureError, fixturesOf } from '../src/testing/index.ts';

/* The kit for authors of rules: what it says of fixtures that do not fit their rule. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-testing-'));
  cpSync(fileURLToPath(new URL('../fixtures/rule-package/fixtures', import.meta.url)), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const teamLabel = defineRule<{ label: string }>({
  id: 'acme/team-label',
  kinds: ['Cluster'],
  consequence: 'advice',
  preset: 'recommended',
  fixable: true,
  summary: 'A Cluster names its team, in lower case',
  why: 'So that it is known.',
  remedy: 'Set the label.',
  references: [],
  options: { schema: { label: { type: 'string', description: 'The label.' } }, defaults: { label: 'team' } },
  check(cluster, { options }) {
    const path = ['metadata', 'labels', options.label];
    const team = cluster.get('string', ...path);
    if (!team) return { at: cluster.at(...path), message: `The Cluster has no label "${options.label}"` };
    const name = team.value.toLowerCase();
    const edits = cluster.editor.set(cluster.inDocument(...path), name);
    return name === team.value
      ? undefined
      : {
          at: team.at,
          message: `The team "${team.value}" is not in lower case`,
          fix: { title: 'Mend', safe: true, edits },
        };
  },
});

function change(name: string, from: string | RegExp, to: string): void {
  const path = join(folder, 'acme/team-label', name);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}

function add(name: string, text: string): void {
  const path = join(folder, 'acme/team-label', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** What is said of the fixtures, as lines. */
function complaints(rules: readonly Rule[] = [teamLabel]): readonly string[] {
  try {
    checkFixtures({ rules, folder });
    return [];
  } catch (error) {
    if (!(error instanceof FixtureError)) throw error;
    return error.message.split('\n');
  }
}

test('fixtures that fit', () => {
  expect(complaints()).toEqual([]);
  expect(() => checkFixtures({ rules: [teamLabel], folder: pathToFileURL(folder) })).not.toThrow();
  expect(fixturesOf({ rules: [teamLabel], folder }).map(({ name }) => name)).toEqual(['bad-missing', 'bad', 'good']);
});

describe('what does not fit is said at its line', () => {
  test.each<[string, () => void, string]>([
    [
      'a finding that no comment expects',
      () => change('good.yaml', 'web-shop', 'Shop'),
      'good.yaml:6: no comment expects acme/team-label "Shop": The team "Shop" is not in lower case',
    ],
    [
      'a comment without a finding',
      () => change('bad.yaml', 'instances: 3', 'instances: 3 # expect: acme/team-label'),
      'bad.yaml:8: a comment expects acme/team-label, and the rule does not find it',
    ],
    [
      'another stretch of text',
      () => change('bad.yaml', 'label "Web-Shop"', 'label "Web"'),
      'bad.yaml:6: a comment expects acme/team-label "Web", and the rule marks "Web-Shop"',
    ],
    [
      'a manifest that the schema refuses',
      () => change('good.yaml', 'instances: 3', 'instances: many'),
      'good.yaml:8: no comment expects schema/wrong-type "many"',
    ],
    [
      'a bad fixture without a comment',
      () => change('bad-missing.yaml', / # expect.*/u, ''),
      'bad-missing: a bad fixture has a comment "# expect: acme/team-label"',
    ],
    [
      'a good fixture with one',
      () => change('good.yaml', 'team: web-shop', 'team: Shop # expect: acme/team-label'),
      'good: a good fixture expects nothing',
    ],
    [
      'another text after fixing',
      () => change('bad.fixed.yaml', 'web-shop', 'shop'),
      'bad.fixed.yaml:6: fixing writes "    team: web-shop # expect',
    ],
    [
      'a key that no configuration has',
      () => add('cnpg-lint.yaml', 'wrold: open\n'),
      'acme/team-label/cnpg-lint.yaml:1:1: unknown key "wrold"',
    ],
    [
      'a key that means nothing',
      () => add('cnpg-lint.yaml', 'ignore: [x]\n'),
      'cnpg-lint.yaml: "ignore" means nothing to a fixture',
    ],
    [
      'an unknown version',
      () => add('good.config.yaml', 'cnpgVersion: "1.1"\n'),
      'unknown CloudNativePG version "1.1"',
    ],
    [
      'a folder of no rule',
      () => add('../team-lable/bad.yaml', ''),
      'the folder acme/team-lable has the name of no rule',
    ],
    [
      'no bad fixture',
      () => {
        for (const name of ['bad.yaml', 'bad-missing.yaml']) rmSync(join(folder, 'acme/team-label', name));
      },
      'acme/team-label: there is no bad fixture',
    ],
    [
      'no good fixture',
      () => rmSync(join(folder, 'acme/team-label/good.yaml')),
      'acme/team-label: there is no good fixture',
    ],
    [
      'no mended one',
      () => rmSync(join(folder, 'acme/team-label/bad.fixed.yaml')),
      'the rule is fixable, and no fixture has a NAME.fixed.yaml',
    ],
    ['no folder', () => rmSync(folder, { recursive: true }), 'there is no folder '],
  ])('%s', (_, spoil, words) => {
    spoil();
    expect(complaints().join('\n')).toContain(words);
  });
});

test('configurations, projects, Markdown and stored manifests are read', () => {
  const [head = '', tail = ''] = readFileSync(join(folder, 'acme/team-label/good.yaml'), 'utf8').split(
    '    team: web-shop\n',
  );
  const owned = `${head}    owner: web-shop\n${tail}`;
  add('good-owner.yaml', owned);
  add('good-owner.config.yaml', 'index: false\nrules:\n  acme/team-label: [info, {label: owner}]\n');
  add('bad-project/deep/a.yaml', owned.replace('labels:', 'labels: # expect: acme/team-label "labels"'));
  add('bad-page.md', `# Page\n\n\`\`\`yaml\n${owned.replace('labels:', 'labels: # expect: acme/team-label')}\`\`\`\n`);
  expect(complaints()).toEqual([]);
  add('good-owner.config.yaml', '');
  expect(complaints()).toEqual([
    expect.stringContaining('good-owner.yaml:5: no comment expects acme/team-label "labels"'),
  ]);
});

test.each<[string, Partial<Rule>, string]>([
  [
    'a rule that throws',
    {
      check: () => {
        throw new Error('no luck');
      },
    },
    'rule acme/team-label failed on bad.yaml: no luck (at ',
  ],
  [
    'a fix that does not settle',
    {
      check: (cluster) => ({
        at: cluster.at('spec', 'instances'),
        message: 'x',
        fix: {
          title: 'x',
          safe: true,
          edits: cluster.editor.set(
            cluster.inDocument('spec', 'instances'),
            Number(cluster.value('spec', 'instances')) + 1,
          ),
        },
      }),
    },
    'fixing',
  ],
  [
    'a rule that is not fixable',
    { fixable: false },
    'a fixture has a NAME.fixed.yaml, and the rule does not say that it is fixable',
  ],
  ['a rule that lacks something', { why: '' }, 'the rule "acme/team-label" lacks a "why"'],
  ['a kind that is misspelt', { kinds: ['Clusters'] }, 'is for the kind "Clusters"; did you mean "Cluster"?'],
])('%s', (_, other, words) => {
  expect(complaints([{ ...teamLabel, ...other }]).join('\n')).toContain(words);
});

test('rules that clash, or none at all', () => {
  expect(complaints([])).toEqual(['there are no rules to check']);
  expect(complaints([teamLabel, { ...teamLabel }])).toEqual([
    'the rule "acme/team-label" has the name of another one, "acme/team-label"',
  ]);
  expect(complaints([{ ...teamLabel, id: builtInRules[0]?.id ?? '' }]).join()).toContain('has the name of another one');
});
