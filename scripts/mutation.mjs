/* Which changes of the code does no test see? `npm run mutation -- FOLDER|FILE...`, see docs/mutation-testing.md. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const stryker = fileURLToPath(new URL('../node_modules/.bin/stryker', import.meta.url));

/** The tests that are asked: those that are about a folder, so that a mutant takes moments. */
const tests = {
  'src/text': ['text'],
  'src/manifest': ['block-style', 'yaml', 'yaml-edits', 'yaml-properties', 'reading', 'one-edit'],
  'src/facts': ['rules', 'labels', 'knowledge', 'recovery-targets'],
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
  const [top, category] = folder.split('/');
  const { status } = spawnSync(
    stryker,
    ['run', '--mutate', patterns.join(','), '--incrementalFile', `.cache/mutation/${folder.replace('/', '-')}.json`],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        MUTATION_TESTS: names.map((name) => `test/${name}.test.ts`).join(' '),
        ...(top === 'rules' && { RULES: `${category}/` }),
      },
    },
  );
  if (status !== 0) process.exit(1);
}
