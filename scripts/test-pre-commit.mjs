/*
 * The pre-commit hook with the real pre-commit: installs it (the newest one, or PRE_COMMIT_VERSION) into an environment
 * of its own and lets it try a clone of this repository on a small repository with a good and a bad manifest.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const version = process.env.PRE_COMMIT_VERSION;
const environment = join(root, '.cache', `pre-commit-${version ?? 'newest'}`);
const work = mkdtempSync(join(tmpdir(), 'cnpg-lint-hook-'));

const cluster = (instances) => `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: shop
spec:
  instances: ${instances}
  storage:
    size: 10Gi
`;
const schedule = (expression) => `apiVersion: postgresql.cnpg.io/v1
kind: ScheduledBackup
metadata:
  name: shop-daily
spec:
  schedule: "${expression}"
  method: volumeSnapshot
  cluster:
    name: shop
`;

try {
  installPreCommit();
  const hook = cloneOfThis();
  // Only the changed file is reported on, but the whole repository is known: the Cluster that it names is in another file.
  const good = sample('good', '0 0 2 * * *', 3);
  const passing = tryHook(hook, good, ['--files', 'schedule.yaml']);
  expect(passing.status === 0, 'the hook passes on a good manifest', passing);
  expect(!passing.output.includes('refs/cluster-exists'), 'the index is the whole repository', passing);
  expect(/in 1 file\b/u.test(passing.output), 'the report is on the changed file', passing);

  const bad = sample('bad', '0 2 * * *', 'three');
  const failing = tryHook(hook, bad, ['--all-files']);
  expect(failing.status === 1, 'the hook fails on bad manifests', failing);
  for (const text of ['schema/wrong-type', 'backup/schedule-six-fields', 'cluster.yaml:6:14', 'schedule.yaml:6:13'])
    expect(failing.output.includes(text), `its output names ${text}`, failing);
  console.log(
    `pre-commit ${run('pre-commit', ['--version']).trim().split(' ')[1]}: a good and a bad manifest, as expected`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}

function installPreCommit() {
  if (existsSync(join(environment, 'bin/pre-commit')) && version !== undefined) return;
  mkdirSync(environment, { recursive: true });
  execFileSync('python3', ['-m', 'venv', environment], { stdio: 'inherit' });
  const wanted = version === undefined ? 'pre-commit' : `pre-commit==${version}`;
  execFileSync(
    join(environment, 'bin/python'),
    ['-m', 'pip', 'install', '--quiet', '--upgrade', '--disable-pip-version-check', wanted],
    { stdio: 'inherit' },
  );
}

/** A clone with the state of the working tree as its last commit: `try-repo` installs what is committed. */
function cloneOfThis() {
  const clone = join(work, 'hook');
  git(root, 'clone', '--quiet', '--no-hardlinks', root, clone);
  const patch = execFileSync('git', ['diff', '--binary', 'HEAD'], { cwd: root, maxBuffer: 1 << 28 });
  if (patch.length > 0) execFileSync('git', ['apply', '--binary', '-'], { cwd: clone, input: patch });
  commitAll(clone);
  return clone;
}

function sample(name, expression, instances) {
  const folder = join(work, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'cluster.yaml'), cluster(instances));
  writeFileSync(join(folder, 'schedule.yaml'), schedule(expression));
  // What the sample is not about.
  writeFileSync(join(folder, '.cnpg-lint.yaml'), 'rules:\n  backup/method-configured: off\n');
  git(work, 'init', '--quiet', folder);
  commitAll(folder);
  return folder;
}

function commitAll(folder) {
  git(folder, 'add', '--all');
  git(
    folder,
    '-c',
    'user.name=test',
    '-c',
    'user.email=test@example.invalid',
    'commit',
    '--quiet',
    '--allow-empty',
    '--message',
    'sample',
  );
}

function tryHook(hook, folder, files) {
  const { status, stdout, stderr } = spawnSync(
    join(environment, 'bin/pre-commit'),
    ['try-repo', hook, 'cnpg-lint', '--verbose', ...files],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PRE_COMMIT_HOME: join(work, 'home'), NO_COLOR: '1' },
    },
  );
  return { status, output: `${stdout}${stderr}` };
}

function run(command, args) {
  return execFileSync(join(environment, 'bin', command), args, { encoding: 'utf8' });
}

function git(cwd, ...args) {
  execFileSync('git', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}

function expect(holds, what, { status, output }) {
  if (holds) return;
  console.error(`${output}\nexpected that ${what}; the status was ${status}`);
  process.exitCode = 1;
  throw new Error(what);
}
