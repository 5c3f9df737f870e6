/*
 * The hooks with the real pre-commit: the newest one, and the last one that installs by `npm pack` (or PRE_COMMIT_VERSION), each
 * in an environment of its own, on a small repository that uses what is checked out here as its hooks.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const author = ['-c', 'user.name=test', '-c', 'user.email=test@example.invalid'];
const version = process.env.PRE_COMMIT_VERSION;

const cluster = (name, instances = 3) => `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: ${name}
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

if (version === undefined) {
  // Both wait for the network most of the time.
  const both = ['newest', '4.6.0'].map((one) => {
    const env = { ...process.env, PRE_COMMIT_VERSION: one };
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], { env, stdio: 'inherit' });
    return new Promise((resolve) => child.on('close', resolve));
  });
  process.exitCode = (await Promise.all(both)).every((status) => status === 0) ? 0 : 1;
} else {
  const work = mkdtempSync(join(tmpdir(), 'cnpg-lint-hook-'));
  try {
    const start = Date.now();
    const bin = installPreCommit();
    const { folder, environment } = sample(work, committedCopyOfThis(work));
    const env = {
      ...process.env,
      ...environment,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      PRE_COMMIT_HOME: join(work, 'home'),
      NO_COLOR: '1',
    };
    tryHooks(folder, env);
    const found = execFileSync(join(bin, 'pre-commit'), ['--version'], { encoding: 'utf8' }).trim();
    console.log(`${found}: every hook does what it says (${((Date.now() - start) / 1000).toFixed(0)} s)`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function tryHooks(folder, env) {
  const write = (file, text) => writeFileSync(join(folder, file), text);
  const run = (command, ...args) => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', env });
    return { status, output: `${stdout}${stderr}` };
  };
  const hook = (id, ...files) => run('pre-commit', 'run', '--verbose', id, '--files', ...files);

  for (const id of ['cnpg-lint', 'cnpg-lint-fix', 'cnpg-lint-project']) {
    const good = hook(id, 'schedule.yaml');
    expect(good.status === 0, `${id} passes on good manifests`, good);
    const count = id === 'cnpg-lint-project' ? /in 3 files\b/u : /in 1 file\b/u;
    expect(
      count.test(good.output),
      `${id} reports on ${id === 'cnpg-lint-project' ? 'all' : 'the changed'} files`,
      good,
    );
  }

  write('schedule.yaml', schedule('0 2 * * *'));
  write('cluster.yaml', cluster('shop', 'three'));
  for (const id of ['cnpg-lint', 'cnpg-lint-project']) {
    const bad = hook(id, 'cluster.yaml', 'schedule.yaml');
    expect(bad.status === 1, `${id} fails on bad manifests`, bad);
    for (const text of ['schema/wrong-type', 'backup/schedule-six-fields', 'cluster.yaml:6:14', 'schedule.yaml:6:13'])
      expect(bad.output.includes(text), `the output of ${id} names ${text}`, bad);
  }
  const broken = hook('cnpg-lint-fix', 'cluster.yaml');
  expect(broken.status === 1, 'cnpg-lint-fix fails on what it cannot mend', broken);
  const mended = hook('cnpg-lint-fix', 'schedule.yaml');
  expect(
    mended.status === 1 && mended.output.includes('files were modified'),
    'cnpg-lint-fix fails on a change',
    mended,
  );
  const text = readFileSync(join(folder, 'schedule.yaml'), 'utf8');
  expect(text === schedule('0 0 2 * * *'), 'cnpg-lint-fix mends the file', { status: mended.status, output: text });
  const again = hook('cnpg-lint-fix', 'schedule.yaml');
  expect(again.status === 0, 'cnpg-lint-fix passes on what it has mended', again);

  // A commit that renames the Cluster and leaves the schedule behind: only the whole repository shows it.
  git(folder, 'checkout', '--quiet', '--', '.');
  write('cluster.yaml', cluster('shopp'));
  git(folder, 'add', 'cluster.yaml');
  const one = run('pre-commit', 'run', 'cnpg-lint');
  expect(one.status === 0, 'cnpg-lint reports on the staged file alone', one);
  const installed = run('pre-commit', 'install');
  expect(installed.status === 0, 'pre-commit installs itself', installed);
  const commit = run('git', ...author, 'commit', '--message', 'Rename the Cluster');
  expect(commit.status === 1, 'a commit that breaks another file is refused', commit);
  for (const expected of ['cnpg-lint (whole repository)', 'refs/cluster-exists', 'schedule.yaml:9:11'])
    expect(commit.output.includes(expected), `cnpg-lint-project names ${expected}`, commit);
}

/** The folder of the commands of a pre-commit of its own. */
function installPreCommit() {
  const environment = join(root, '.cache', `pre-commit-${version}`);
  const bin = join(environment, 'bin');
  if (version !== 'newest' && existsSync(join(bin, 'pre-commit'))) return bin;
  mkdirSync(environment, { recursive: true });
  execFileSync('python3', ['-m', 'venv', environment], { stdio: 'inherit' });
  const wanted = version === 'newest' ? 'pre-commit' : `pre-commit==${version}`;
  const args = ['-m', 'pip', 'install', '--quiet', '--upgrade', '--disable-pip-version-check', wanted];
  execFileSync(join(bin, 'python'), args, { stdio: 'inherit' });
  return bin;
}

/** A repository with the files of this work tree, committed or not: pre-commit installs what is committed. */
function committedCopyOfThis(work) {
  const copy = join(work, 'hooks');
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of files.toString('utf8').split('\0'))
    if (file !== '' && existsSync(join(root, file))) cpSync(join(root, file), join(copy, file));
  return commitAll(copy);
}

function sample(work, hooks) {
  const folder = join(work, 'sample');
  mkdirSync(folder);
  writeFileSync(join(folder, 'cluster.yaml'), cluster('shop'));
  writeFileSync(join(folder, 'schedule.yaml'), schedule('0 0 2 * * *'));
  // What the sample is not about.
  writeFileSync(join(folder, '.cnpg-lint.yaml'), 'rules:\n  backup/method-configured: off\n');
  // The configuration of the guide, whose repository and tag lead to the hooks here.
  const guide = readFileSync(join(root, 'docs/pre-commit.md'), 'utf8');
  const [, config, url, tag] = /```yaml\n(# \.pre-commit-config\.yaml\n.*?repo: (\S+)\n\s*rev: (\S+)\n.*?)```/su.exec(
    guide,
  );
  writeFileSync(join(folder, '.pre-commit-config.yaml'), config);
  git(hooks, 'tag', tag);
  const environment = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `url.${hooks}.insteadOf`, GIT_CONFIG_VALUE_0: url };
  return { folder: commitAll(folder), environment };
}

function commitAll(folder) {
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all');
  git(folder, ...author, 'commit', '--quiet', '--message', 'sample');
  return folder;
}

function git(cwd, ...args) {
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function expect(holds, what, { status, output }) {
  if (!holds) throw new Error(`${output}\nexpected that ${what}; the status was ${status}`);
}
