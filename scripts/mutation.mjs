/* Which changes of the code does no test see? `npm run mutation -- FOLDER|FILE...`, see docs/mutation-testing.md. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const stryker = fileURLToPath(new URL('../node_modules/.bin/stryker', import.meta.url));

/** Whose tests are asked: those that are about a folder and take moments, the quickest first. Rules have their fixtures. */
const tests = {
  'src/text': ['text'],
  'src/manifest': ['yaml-edits', 'reading', 'yaml', 'rules'],
  'src/facts': ['target-time', 'yaml', 'rules'],
  'rules/schema': ['rules', 'schema'],
  'rules/yaml': ['rules', 'yaml'],
};

/** Whose fixtures are read: for a rule, those of its category. */
const fixtures = { 'src/manifest': 'yaml/', 'src/facts': '' };

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
        RULES: fixtures[folder] ?? `${folder.replace('rules/', '')}/`,
      },
    },
  );
  if (status !== 0) process.exit(1);
}
