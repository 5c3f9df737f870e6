/* Which changes of the code does no test see? `npm run mutation -- FOLDER|FILE...`, see docs/mutation-testing.md. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'glob';

const root = fileURLToPath(new URL('../', import.meta.url));
const stryker = fileURLToPath(new URL('../node_modules/.bin/stryker', import.meta.url));

/** Whose tests are asked: those that are about a folder and take moments, the quickest first. Rules have their fixtures. */
const tests = {
  'src/text': ['text'],
  'src/manifest': [
    'path',
    'within',
    'reading',
    'document',
    'evaluate',
    'yaml-edits',
    'yaml',
    'block-style',
    'json-patch',
    'effective',
    'suppressions',
    'rules',
  ],
  'src/facts': ['guessed-names', 'target-time', 'effective', 'yaml', 'rules', 'file-order'],
  'rules/schema': ['rules', 'schema'],
  'rules/yaml': ['rules', 'yaml'],
};

/** What is asked for, by folder. */
const folders = new Map();
for (const given of process.argv.slice(2)) {
  const path = given.replace(/^\.\/|\/$/gu, '');
  const folder = path.split('/').slice(0, 2).join('/');
  folders.set(folder, [...(folders.get(folder) ?? []), path.endsWith('.ts') ? path : `${path}/**/*.ts`]);
}
if (folders.size === 0) throw new Error('Say which folders or files to mutate: npm run mutation -- rules/backup');

mkdirSync(new URL('../.cache/mutation', import.meta.url), { recursive: true });
for (const [folder, patterns] of folders) {
  const names = tests[folder] ?? ['rules'];
  const { status } = spawnSync(
    stryker,
    ['run', '--mutate', patterns.join(','), '--incrementalFile', `.cache/mutation/${folder.replace('/', '-')}.json`],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        MUTATION_TESTS: names.map((name) => `test/${name}.test.ts`).join(' '),
        RULES: fixturesFor(folder, patterns),
      },
    },
  );
  if (status !== 0) process.exit(1);
}

/** Whose fixtures are read: of a category, or of the rules that use the facts. */
function fixturesFor(folder, patterns) {
  if (folder === 'src/facts') return `(?:${rulesThatUse(globSync(patterns, { cwd: root })).join('|')})$`;
  return folder === 'src/manifest' ? 'yaml/' : `${folder.replace('rules/', '')}/`;
}

/** The ids of the rules that import one of some files, if by way of others. */
function rulesThatUse(files) {
  const users = new Map();
  for (const user of globSync(['src/facts/*.ts', 'rules/*/*.ts'], { cwd: root }))
    for (const [, name] of readFileSync(root + user, 'utf8').matchAll(/from '[^']*\/([\w-]+)\.ts'/gu))
      users.set(name, [...(users.get(name) ?? []), user]);
  const found = new Set(files);
  for (const file of found) for (const user of users.get(/([\w-]+)\.ts$/u.exec(file)?.[1]) ?? []) found.add(user);
  return [...found].flatMap((file) => /^rules\/(.+)\.ts$/u.exec(file)?.[1] ?? []);
}
