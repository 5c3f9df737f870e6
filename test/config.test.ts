import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Command, commandInFolder } from './command.ts';

/* Configuration files on real folders: which one applies, what several come to, and what is said of a wrong one. */

let command: Command;
beforeEach(() => {
  command = commandInFolder();
});
afterEach(() => command.remove());
const write: Command['write'] = (name, text) => command.write(name, text);

/** A Cluster with one finding of security/superuser-secret-unused, a warning, and none other of the default preset. */
const cluster = `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: shop
spec:
  instances: 3
  imageName: ghcr.io/cloudnative-pg/postgresql:17.6-standard-trixie
  superuserSecret:
    name: su
  storage:
    size: 10Gi
`;
const rule = 'security/superuser-secret-unused';
const setTo = (severity: string): string => `rules:\n  ${rule}: ${severity}\n`;

/** The severity of the finding in each file. */
async function severities(...args: string[]): Promise<Record<string, string>> {
  const { findings } = await command.json(...args);
  return Object.fromEntries(findings.filter((one) => one.rule === rule).map(({ file, severity }) => [file, severity]));
}

async function complaint(): Promise<string> {
  const { status, stderr, stdout } = await command.run(['a.yaml']);
  expect([status, stdout]).toEqual([2, '']);
  return stderr;
}

/** A rule of a user's own that reports every Cluster. */
const ownRule = (id: string, more = ''): string => `export default {
  id: '${id}', kinds: ['Cluster'], consequence: 'advice', preset: 'recommended', ${more}
  summary: 'A Cluster is nice', why: 'So that it is.', remedy: 'Be nice.', references: [],
  check: (cluster) => ({ at: cluster.at(), message: 'The Cluster is not nice' }),
};\n`;

describe('which configuration applies', () => {
  test.each(['.cnpg-lint.yaml', '.cnpg-lint.yml', '.cnpg-lint.json', 'package.json'])('%s', async (name) => {
    const content = { rules: { [rule]: 'error' } };
    write(name, JSON.stringify(name === 'package.json' ? { name: 'x', 'cnpg-lint': content } : content, null, '\t'));
    write('below/a.yaml', cluster);
    expect(await severities('.')).toEqual({ 'below/a.yaml': 'error' });
  });

  test('a package.json that only depends on us has none', async () => {
    write('.cnpg-lint.yaml', setTo('error'));
    write('app/package.json', '{"devDependencies": {"cnpg-lint": "1"}, "overrides": {"cnpg-lint": {"glob": "14"}}}');
    write('app/a.yaml', cluster);
    expect(await severities('.')).toEqual({ 'app/a.yaml': 'error' });
  });

  test('the nearest to each file, whole, whatever else is linted and from where', async () => {
    write('.cnpg-lint.yaml', `cnpgVersion: "1.24"\n${setTo('error')}`);
    write('team/.cnpg-lint.yaml', setTo('info'));
    for (const name of ['a.yaml', 'team/b.yaml', 'team/deep/c.yaml']) write(name, cluster);
    const all = { 'a.yaml': 'error', 'team/b.yaml': 'info', 'team/deep/c.yaml': 'info' };
    expect(await severities('.')).toEqual(all);
    expect(await severities('team/deep/c.yaml', 'a.yaml')).toEqual({ 'a.yaml': 'error', 'team/deep/c.yaml': 'info' });
    const { stdout } = await command.run(['-f', 'compact'], { below: 'team/deep' });
    expect(stdout).toContain('c.yaml:8:3: info:');
  });

  test('the version, too, is that of the nearest file', async () => {
    write('.cnpg-lint.yaml', 'cnpgVersion: "1.22"\npresets: [server]\n');
    write('new/.cnpg-lint.yaml', 'cnpgVersion: "1.30"\npresets: [server]\n');
    const withPlugins = `${cluster}  plugins:\n    - name: backups.example.com\n`;
    write('old/a.yaml', withPlugins);
    write('new/b.yaml', withPlugins);
    const unknown = async (...args: string[]): Promise<string[]> =>
      (await command.json(...args)).findings.filter(({ path }) => path === '/spec/plugins').map(({ file }) => file);
    expect(await unknown('.')).toEqual(['old/a.yaml']);
    expect(await unknown('new', 'old')).toEqual(['old/a.yaml']);
    expect(await unknown('new')).toEqual([]);
    expect((await command.run(['.'])).stderr).toContain('note: linted for CloudNativePG 1.22 and 1.30, as the nearest');
    expect(await unknown('.', '--cnpg-version', '1.22')).toEqual(['new/b.yaml', 'old/a.yaml']);
  });

  test('files under different configurations see each other, and keep their findings apart', async () => {
    write('a/.cnpg-lint.yaml', 'cnpgVersion: "1.29"\n');
    write('b/.cnpg-lint.yaml', 'cnpgVersion: "1.30"\n');
    for (const name of ['a/a.yaml', 'b/b.yaml']) write(name, cluster);
    const { findings, summary } = await command.json('.');
    expect(findings.map(({ file, rule: id }) => [file, id])).toEqual([
      ['a/a.yaml', rule],
      ['b/b.yaml', rule],
    ]);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
    expect(summary).toMatchObject({ files: 2, resources: 2, warnings: 2 });
  });

  test('fixes reach files of every configuration', async () => {
    const schedule =
      'apiVersion: postgresql.cnpg.io/v1\nkind: ScheduledBackup\nmetadata: {name: daily}\nspec:\n  schedule: "0 3 * * *"\n  cluster: {name: shop}\n';
    for (const [name, version] of [
      ['a', '1.29'],
      ['b', '1.30'],
    ] as const) {
      write(`${name}/.cnpg-lint.yaml`, `cnpgVersion: "${version}"\n`);
      write(`${name}/s.yaml`, schedule);
    }
    const { stderr } = await command.run(['.', '--fix']);
    expect(stderr).toContain('mended 2 files');
    expect((await command.json('.')).findings.filter(({ fix }) => fix?.safe)).toEqual([]);
  });

  test('a flag wins over the file, and the file over the default', async () => {
    write('a.yaml', cluster);
    expect(await severities('.')).toEqual({ 'a.yaml': 'warning' });
    write('.cnpg-lint.yaml', setTo('info'));
    expect(await severities('.')).toEqual({ 'a.yaml': 'info' });
    expect(await severities('.', '--rule', `${rule}=error`)).toEqual({ 'a.yaml': 'error' });
    write('other.yaml', setTo('error'));
    expect(await severities('a.yaml', '--config', 'other.yaml')).toEqual({ 'a.yaml': 'error' });
    expect(await severities('a.yaml', '--no-config')).toEqual({ 'a.yaml': 'warning' });
  });

  test('a key with nothing behind it is not there', async () => {
    write('.cnpg-lint.yaml', 'cnpgVersion:\noverrides:\n  - files: ["*.yaml"]\n    rules:\nignore:\n  # - old/\n');
    write('a.yaml', cluster);
    expect(await severities('.')).toEqual({ 'a.yaml': 'warning' });
  });
});

describe('overrides', () => {
  test('name files from the folder of the configuration, later ones win', async () => {
    write(
      'k8s/.cnpg-lint.yaml',
      `overrides:
  - files: ["./dev/**"]
    ${setTo('off').replace('\n  ', '\n      ').trimEnd()}
  - files: ["prod/**", "!prod/spare.yaml"]
    ${setTo('error').replace('\n  ', '\n      ').trimEnd()}
  - files: ["*-old.yaml"]
    ${setTo('info').replace('\n  ', '\n      ').trimEnd()}
`,
    );
    const names = ['dev/a.yaml', 'prod/b.yaml', 'prod/spare.yaml', 'prod/c-old.yaml', 'x/dev/d.yaml'];
    for (const name of names) write(`k8s/${name}`, cluster);
    expect(await severities('.')).toEqual({
      'k8s/prod/b.yaml': 'error',
      'k8s/prod/spare.yaml': 'warning',
      'k8s/prod/c-old.yaml': 'info',
      'k8s/x/dev/d.yaml': 'warning',
    });
  });

  test('may choose presets', async () => {
    write('.cnpg-lint.yaml', 'presets: [server]\noverrides:\n  - files: [prod/]\n    presets: [production]\n');
    for (const name of ['dev/a.yaml', 'prod/b.yaml']) write(name, cluster);
    const { findings } = await command.json('.');
    expect(findings.some(({ file, rule: id }) => file === 'prod/b.yaml' && id === 'backup/cluster-has-backup')).toBe(
      true,
    );
    expect(findings.some(({ file, rule: id }) => file === 'dev/a.yaml' && id === 'backup/cluster-has-backup')).toBe(
      false,
    );
  });
});

describe('extends', () => {
  test('a file: mappings merge, and the file that extends has the last word', async () => {
    write('base.yaml', `presets: [server]\nrules:\n  ${rule}: error\n  ha/instances: [warning, {min: 5}]\n`);
    write('.cnpg-lint.yaml', 'extends: ./base.yaml\npresets: [recommended]\nrules:\n  ha/instances: error\n');
    write('a.yaml', cluster);
    const { findings } = await command.json('a.yaml');
    const found = findings.map(({ rule: id, severity }) => `${id} ${severity}`);
    // The option of the base holds on, and so does what the file says nothing of.
    expect(found).toContain('ha/instances error');
    expect(found).toContain(`${rule} error`);
  });

  test('overrides of a file below lose to settings of the file above', async () => {
    write('base.yaml', `overrides:\n  - files: ["*.yaml"]\n    rules:\n      ${rule}: error\n`);
    write('.cnpg-lint.yaml', `extends: [./base.yaml]\n${setTo('info')}`);
    write('a.yaml', cluster);
    expect(await severities('a.yaml')).toEqual({ 'a.yaml': 'info' });
  });

  test('several, also one that extends another: later ones win', async () => {
    write('shared/one.yml', setTo('error'));
    write('shared/two.json', JSON.stringify({ extends: './three.yaml' }));
    write('shared/three.yaml', setTo('info'));
    write('a.yaml', cluster);
    write('.cnpg-lint.yaml', 'extends: [./shared/one.yml, ./shared/two.json]\n');
    expect(await severities('a.yaml')).toEqual({ 'a.yaml': 'info' });
    write('.cnpg-lint.yaml', 'extends: [./shared/two.json, ./shared/one.yml]\n');
    expect(await severities('a.yaml')).toEqual({ 'a.yaml': 'error' });
  });

  test('lists of names add up', async () => {
    const reference =
      'apiVersion: postgresql.cnpg.io/v1\nkind: Database\nmetadata: {name: d}\nspec: {name: d, owner: o, cluster: {name: NAME}}\n';
    write('base.yaml', 'world: closed\nexternal: {clusters: [far]}\nignore: [one/]\n');
    write('.cnpg-lint.yaml', 'extends: ./base.yaml\nexternal: {clusters: [away]}\nignore: [two/]\n');
    for (const name of ['far', 'away', 'nowhere']) write(`${name}.yaml`, reference.replace('NAME', name));
    for (const name of ['one', 'two']) write(`${name}/x.yaml`, reference.replace('NAME', 'nowhere'));
    const { findings } = await command.json('.');
    expect(findings.filter(({ rule: id }) => id === 'refs/cluster-exists').map(({ file }) => file)).toEqual([
      'nowhere.yaml',
    ]);
  });

  test('patterns are relative to the file that has them, those of a package to the file that uses it', async () => {
    write('.cnpg-lint.yaml', `overrides:\n  - files: [team/dev/]\n    rules:\n      ${rule}: off\n`);
    write('team/.cnpg-lint.yaml', 'extends: ["@acme/lint/strict.yaml", ../.cnpg-lint.yaml]\n');
    write('node_modules/@acme/lint/package.json', '{"name": "@acme/lint", "main": "lint.yaml"}');
    write('node_modules/@acme/lint/strict.yaml', 'extends: ./lint.yaml\n');
    write('node_modules/@acme/lint/lint.yaml', `overrides:\n  - files: [prod/]\n    rules:\n      ${rule}: error\n`);
    for (const name of ['dev', 'prod', 'test']) write(`team/${name}/a.yaml`, cluster);
    expect(await severities('.')).toEqual({ 'team/prod/a.yaml': 'error', 'team/test/a.yaml': 'warning' });
  });

  test('a package, found as Node finds it, with rules of its own', async () => {
    write('node_modules/@acme/lint/package.json', '{"name": "@acme/lint", "exports": "./lint.yaml"}');
    write('node_modules/@acme/lint/lint.yaml', 'rulesFrom: ["./rules/*.mjs"]\nrules:\n  acme/nice: error\n');
    write('node_modules/@acme/lint/rules/nice.mjs', ownRule('acme/nice'));
    write('.gitignore', 'node_modules/\n');
    write('k8s/.cnpg-lint.yaml', 'extends: "@acme/lint"\n');
    write('k8s/a.yaml', cluster);
    write('b.yaml', cluster);
    const { findings } = await command.json('.');
    expect(findings.filter(({ rule: id }) => id === 'acme/nice').map(({ file, severity }) => [file, severity])).toEqual(
      [['k8s/a.yaml', 'error']],
    );
  });

  test.each([
    [
      'extends: ./bsae.yaml\n',
      '.cnpg-lint.yaml:1:1: cannot extend "./bsae.yaml": no such file; did you mean "base.yaml"?',
    ],
    ['extends: [./base.yaml, ./none.yaml]\n', '.cnpg-lint.yaml:1:24: cannot extend "./none.yaml": no such file\n'],
    [
      'extends: base.yaml\n',
      'cannot extend "base.yaml": no such package is installed; did you mean the file "./base.yaml"?',
    ],
    ['extends: "@acme/none"\n', '.cnpg-lint.yaml:1:1: cannot extend "@acme/none": no such package is installed'],
    ['extends: script\n', 'cannot extend "script": index.js is no YAML or JSON file'],
    ['extends: closed\n', '.cnpg-lint.yaml:1:1: cannot extend "closed": '],
    ['extends: ./empty\n', 'cannot extend "./empty": the directory holds no configuration'],
    ['extends: [5]\n', '.cnpg-lint.yaml:1:11: "extends[0]" must be a text: write it in quotes, "5"'],
    ['extends: ./.cnpg-lint.yaml\n', 'it leads back to itself, .cnpg-lint.yaml -> .cnpg-lint.yaml'],
    [
      'extends: ./round.yaml\n',
      'round.yaml:2:1: cannot extend "./.cnpg-lint.yaml": it leads back to itself, .cnpg-lint.yaml -> round.yaml -> .cnpg-lint.yaml',
    ],
    ['extends: ./broken.yaml\n', 'broken.yaml:1:1: unknown key "wrold"; did you mean "world"?'],
    ['extends: ./unknown.yaml\n', 'unknown.yaml:2:3: unknown rule "team/none"'],
  ])('%j is a clear error', async (config, words) => {
    write('base.yaml', '');
    write('round.yaml', 'world: open\nextends: ./.cnpg-lint.yaml\n');
    write('broken.yaml', 'wrold: open\n');
    write('unknown.yaml', 'rules:\n  team/none: off\n');
    write('empty/x.txt', '');
    write('node_modules/script/index.js', '');
    write('node_modules/closed/package.json', '{"name": "closed", "exports": {"./other": "./x.yaml"}}');
    write('.cnpg-lint.yaml', config);
    write('a.yaml', cluster);
    expect(await complaint()).toContain(words);
  });
});

describe('a wrong configuration ends the run with its place', () => {
  test.each([
    // What cannot be read
    ['rules:\n  a: [\n', '.cnpg-lint.yaml:2:6: '],
    ['world: "open\n', '.cnpg-lint.yaml:1:8: Missing closing "quote'],
    ['rules:\n\ta: b\n', '.cnpg-lint.yaml:2:1: Tabs are not allowed'],
    ['world: open\nnow: x\nworld: open\n', '.cnpg-lint.yaml:3:1: the key "world" is there twice, first in line 1'],
    [
      'rules:\n  ha/instances: off\n  ha/instances: off\n',
      '.cnpg-lint.yaml:3:3: the key "ha/instances" is there twice',
    ],
    ['world: *x\n', '.cnpg-lint.yaml:1:8: there is no anchor "x" above'],
    ['world: {{ x }}\n', '.cnpg-lint.yaml:1:8: a configuration is no template'],
    ['world: open\n---\nworld: closed\n', '.cnpg-lint.yaml:3:1: a configuration is one YAML document'],
    ['world: \u0007\n', '.cnpg-lint.yaml:1:8: the text holds a control character'],
    ['- world\n', '.cnpg-lint.yaml:1:1: the configuration must be a mapping'],
    // Keys and values
    ['wrold: open\n', '.cnpg-lint.yaml:1:1: unknown key "wrold"; did you mean "world"?'],
    ['xyz: 1\n', 'unknown key "xyz"; known are $schema, extends, cnpgVersion'],
    ['external: {cluster: []}\n', '.cnpg-lint.yaml:1:12: unknown key "external.cluster"; did you mean "clusters"?'],
    ['overrides:\n  - file: [x]\n', '.cnpg-lint.yaml:2:5: unknown key "overrides[0].file"; did you mean "files"?'],
    ['overrides:\n  - rules: {}\n', '.cnpg-lint.yaml:2:5: "overrides[0].files" is missing'],
    ['world: opne\n', '.cnpg-lint.yaml:1:1: "world" is "opne"; did you mean "open"?'],
    ['gitops: spinnaker\n', '"gitops" is "spinnaker"; known are flux, argocd, helm'],
    ['presets: [server, strikt]\n', '.cnpg-lint.yaml:1:19: "presets[1]" is "strikt"; did you mean "strict"?'],
    ['presets: strict\n', '"presets" must be a list: write [strict]'],
    ['cnpgVersion: 1.30\n', '"cnpgVersion" must be a text: write it in quotes, "1.30"'],
    ['rules: 5\n', '"rules" must be a mapping'],
    ['ignore: {}\n', '"ignore" must be a list\n'],
    ['world: open\ncnpgVersion: "1.99"\n', '.cnpg-lint.yaml:2:1: unknown CloudNativePG version "1.99"; known are 1.22'],
    ['pluginVersion: "9.9"\n', '.cnpg-lint.yaml:1:1: unknown Barman Cloud plugin version "9.9"'],
    ['kubernetesVersion: new\n', '.cnpg-lint.yaml:1:1: "kubernetesVersion" is "new", which is no version such as 1.34'],
    ['postgresVersion: new\n', '.cnpg-lint.yaml:1:1: "postgresVersion" is "new", which is no version such as 17'],
    ['now: tomorrow\n', '.cnpg-lint.yaml:1:1: "now" is "tomorrow", which is no date'],
    // Rules
    ['rules:\n  images/pind: off\n', '.cnpg-lint.yaml:2:3: unknown rule "images/pind"; did you mean "images/pinned"?'],
    ['rules:\n  imagse/*: off\n', 'unknown rule "imagse/*"; did you mean "images/*"?'],
    ['rules:\n  x/y: off\n', 'unknown rule "x/y"; `cnpg-lint rules` lists them'],
    ['rules:\n  images/pinned: warn\n', 'one of error, warning, info, off, not "warn"; did you mean "warning"?'],
    [
      'rules:\n  images/pinned: 2\n',
      'the severity of "images/pinned" must be one of error, warning, info, off, not "2"',
    ],
    ['rules:\n  images/pinned:\n', '.cnpg-lint.yaml:2:3: the severity of "images/pinned" must be'],
    [
      'rules:\n  ha/instances: {min: 3}\n',
      'the options of "ha/instances" follow its severity, in a list: [warning, {"min":3}]',
    ],
    ['rules:\n  ha/instances: [warning, 3]\n', '.cnpg-lint.yaml:2:27: the options of "ha/instances" must be a mapping'],
    ['rules:\n  ha/instances: [warning, {mni: 3}]\n', '.cnpg-lint.yaml:2:28: unknown option of "ha/instances" "mni"'],
    [
      'rules:\n  ha/instances: [warning, {min: 0}]\n',
      '.cnpg-lint.yaml:2:28: the option "min" of "ha/instances" must be of type integer, at least 1',
    ],
    [
      'rules:\n  ha/instances: [warning, {ignore: x}]\n',
      'the option "ignore" of "ha/instances" must be a list of strings',
    ],
    ["rules:\n  gitops/leftover-marker: [warning, {markers: ['(']}]\n", 'must be a list of regular expressions'],
    ['rules:\n  backup/retention-window: [info, {min: long}]\n', 'must be a text that matches'],
    [
      'overrides:\n  - files: [x]\n    rules:\n      images/pind: off\n',
      '.cnpg-lint.yaml:4:7: unknown rule "images/pind"',
    ],
    // Patterns
    ['ignore: [""]\n', '.cnpg-lint.yaml:1:10: the pattern is empty'],
    ['ignore: ["#x"]\n', '"#x" is a comment in the form of .gitignore; write "\\#x"'],
    ['ignore: ["../x"]\n', '"../x" matches nothing: patterns are relative to the folder of the configuration'],
    [
      'overrides:\n  - files: ["{a,b}/**"]\n',
      '.cnpg-lint.yaml:2:13: "{a,b}/**" has braces, which stand for themselves',
    ],
    ['overrides:\n  - files: []\n', '.cnpg-lint.yaml:2:5: "overrides[0].files" is empty'],
    ["ignore: ['a\\b']\n", '"a\\b" has a backslash; write / between folders'],
  ])('%j', async (config, words) => {
    write('.cnpg-lint.yaml', config);
    write('a.yaml', cluster);
    expect(await complaint()).toContain(words);
  });

  test('everything that is wrong is said at once', async () => {
    write('.cnpg-lint.yaml', 'wrold: open\nworld: no\npresets: [all]\n');
    write('a.yaml', cluster);
    expect((await complaint()).match(/^(?:cnpg-lint: )?\.cnpg-lint\.yaml:\d+:\d+: /gmu)).toHaveLength(3);
  });

  test('in package.json only what is ours counts', async () => {
    write('package.json', '{\n  "a": 1,\n  "a": 2,\n  "cnpg-lint": {\n    "world": "opne"\n  }\n}\n');
    write('a.yaml', cluster);
    expect(await complaint()).toBe('cnpg-lint: package.json:5:5: "world" is "opne"; did you mean "open"?\n');
    write('package.json', '{ "cnpg-lint": { "world": "open" \n');
    expect(await complaint()).toContain('package.json:1:16: ');
  });

  test.each([
    ['{\n  // open\n  "world": "open"\n}', '.cnpg-lint.json:2:3: the text is not JSON: '],
    ['{"world": }', '.cnpg-lint.json:1:1: the text is not JSON: Unexpected token'],
    ['{"world": "opne"}', '.cnpg-lint.json:1:2: "world" is "opne"; did you mean "open"?'],
    ['', '.cnpg-lint.json:1:1: the text is not JSON: Unexpected end'],
  ])('in JSON: %j', async (text, words) => {
    write('.cnpg-lint.json', text);
    write('a.yaml', cluster);
    expect(await complaint()).toContain(words);
  });
});

describe("rules of one's own", () => {
  test.each([
    ['', '.cnpg-lint.yaml:1:13: lint/a.mjs: the module exports no rule; export one, or a list of them, by default'],
    ['export default [];', 'the module exports no rule'],
    ['export default 3;', 'it is no rule; make one with defineRule'],
    ['export default {};', 'the rule has no "id"'],
    ['export const = 3;', '.cnpg-lint.yaml:1:13: lint/a.mjs: the module cannot be loaded: '],
    ['import "./none.mjs";', 'the module cannot be loaded: Cannot find module'],
    ['import "cnpg-lint";', 'install cnpg-lint in the project, so that its modules find it'],
    ['\n\nthrow new Error("no luck");', 'the module cannot be loaded: no luck'],
    ['throw "no luck";', 'the module cannot be loaded: no luck'],
    [ownRule('Nice'), 'the rule "Nice" has an id that is not of the form category/name'],
    [ownRule('team/nice', "kinds: 'Cluster',"), 'the rule "team/nice" must list its "kinds"'],
    [
      ownRule('team/nice').replace("['Cluster']", "['Clusters']"),
      'the rule "team/nice" is for the kind "Clusters"; did you mean "Cluster"?',
    ],
    [ownRule('team/nice').replace('why:', 'whi:'), 'the rule "team/nice" lacks a "why"'],
    [ownRule('team/nice').replace('references:', 'reference:'), 'the rule "team/nice" must list its "references"'],
    [ownRule('team/nice').replace("'advice'", "'bad'"), 'must have a "consequence" of refused, data-loss'],
    [ownRule('team/nice').replace("'recommended'", "'all'"), 'must have a "preset" of server, recommended'],
    [ownRule('team/nice').replace('check:', 'chekc:'), 'the rule "team/nice" has no function "check"'],
    [
      ownRule('team/nice', "options: { schema: { a: { type: 'integer' } }, defaults: {} },"),
      'must have a "schema" and a "default" for each of its options',
    ],
    [ownRule(rule), `lint/a.mjs: the name "${rule}" is taken by a rule of cnpg-lint`],
    [ownRule('team/x', `aliases: ['${rule}'],`), `the name "${rule}" is taken by a rule of cnpg-lint`],
    [ownRule('team/other'), 'lint/b.mjs: the name "team/other" is taken by a rule of lint/a.mjs'],
  ])('%j', async (module, words) => {
    write('.cnpg-lint.yaml', 'rulesFrom: [./lint/*.mjs]\n');
    write('lint/a.mjs', module);
    write('lint/b.mjs', ownRule('team/other'));
    write('a.yaml', cluster);
    expect(await complaint()).toContain(words);
  });

  test.each([
    ['rulesFrom: [./none.mjs]\n', '.cnpg-lint.yaml:1:13: no file matches "./none.mjs"'],
    ['rulesFrom: [./lint]\n', '"./lint" is a directory; name its modules, as "./lint/*.mjs"'],
  ])('%j', async (config, words) => {
    write('.cnpg-lint.yaml', config);
    write('lint/a.mjs', ownRule('team/nice'));
    write('a.yaml', cluster);
    expect(await complaint()).toContain(words);
  });

  test('a module that two configurations name is one', async () => {
    write('lint/a.mjs', ownRule('team/nice'));
    write('base.yaml', 'rulesFrom: [./lint/a.mjs]\n');
    write('.cnpg-lint.yaml', 'extends: ./base.yaml\nrulesFrom: ["./lint/*.mjs"]\nrules: {team/nice: error}\n');
    write('a.yaml', cluster);
    const { findings } = await command.json('a.yaml');
    expect(findings.map(({ rule: id }) => id)).toEqual(['team/nice', rule]);
  });
});

describe('what is ignored', () => {
  test('searches and globs pass it over, a file that is named is linted, unless --force-exclude', async () => {
    write('.gitignore', 'out/\n');
    write('sub/.cnpg-lintignore', '*.gen.yaml\n!keep.gen.yaml\n');
    write('.cnpg-lint.yaml', 'ignore: ["old/**", "!old/new.yaml"]\n');
    const ignored = ['archive/x.yaml', 'old/x.yaml', 'out/x.yaml', 'sub/x.gen.yaml'];
    const kept = ['a.yaml', 'old/new.yaml', 'sub/keep.gen.yaml'];
    for (const name of [...ignored, ...kept]) write(name, cluster);
    expect(Object.keys(await severities('.'))).toEqual(kept);
    expect(Object.keys(await severities('**/*.yaml'))).toEqual(kept);
    expect(Object.keys(await severities(...ignored))).toEqual(ignored);
    expect(Object.keys(await severities(...kept, ...ignored, '--force-exclude'))).toEqual(kept);
    const { status, stderr } = await command.run([...ignored, '--force-exclude']);
    expect([status, stderr]).toEqual([
      0,
      expect.stringContaining('4 files skipped: ignored by a configuration or an ignore file'),
    ]);
  });

  test('a configuration may take back what it extends', async () => {
    write('base.yaml', 'ignore: ["*.yaml"]\n');
    write('.cnpg-lint.yaml', 'extends: ./base.yaml\nignore: ["!a.yaml"]\n');
    for (const name of ['a.yaml', 'b.yaml']) write(name, cluster);
    expect(Object.keys(await severities('.'))).toEqual(['a.yaml']);
  });
});

test('every configuration of the documentation is one', async () => {
  const page = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/^```yaml\n(.*?)^```/gmsu)].map((match) => match[1] ?? '');
  expect(blocks).toHaveLength(3);
  write('node_modules/@acme/cnpg-lint-rules/package.json', '{"name": "@acme/cnpg-lint-rules", "main": "lint.yaml"}');
  write('node_modules/@acme/cnpg-lint-rules/lint.yaml', '');
  write('shared/base.yaml', '');
  write('lint/nice.mjs', ownRule('team/nice'));
  write('a.yaml', cluster);
  for (const block of blocks) {
    write('.cnpg-lint.yaml', block);
    const { stderr, status } = await command.run(['a.yaml']);
    expect([stderr.includes('cnpg-lint: '), status < 2]).toEqual([false, true]);
  }
});
