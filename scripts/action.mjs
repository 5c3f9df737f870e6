/*
 * The GitHub action (action.yml): installs the package out of reach of the repository that it lints, and runs it. Everything comes
 * in through the environment, and no shell sees any of it.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const { env } = process;
const workspace = env.GITHUB_WORKSPACE ?? process.cwd();
const home = mkdtempSync(join(env.RUNNER_TEMP ?? tmpdir(), 'cnpg-lint-'));
const files = { json: join(home, 'cnpg-lint.json'), sarif: join(home, 'cnpg-lint.sarif') };
const input = (name) => (env[`INPUT_${name}`] ?? '').trim();

const command = install(input('VERSION'));
const args = [
  `--format=json=${files.json}`,
  ...(input('SARIF') === 'true' ? [`--format=sarif=${files.sarif}`] : []),
  ...option('--preset', input('PRESET')),
  ...option('--cnpg-version', input('CNPG_VERSION')),
  ...words(input('ARGS')),
  '--',
  ...words(input('PATHS') || '.'),
];
// In GitHub Actions the command itself prints a report with annotations, and writes the summary of the step.
const { status, error } = spawnSync(process.execPath, [command, ...args], {
  cwd: workspace,
  stdio: ['ignore', 'inherit', 'inherit'],
});
if (error) fail(error.message);
process.exitCode = status ?? 3;
if (existsSync(files.json)) {
  const { summary } = JSON.parse(readFileSync(files.json, 'utf8'));
  output('errors', summary.errors);
  output('warnings', summary.warnings);
}
if (existsSync(files.sarif)) output('sarif-file', files.sarif);

/** Installs a version of the package and returns the path of its command. */
function install(wanted) {
  const own = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const version = wanted || own.version;
  if (!/^[\w.+-]+$/u.test(version) && !version.endsWith('.tgz'))
    fail(`version: "${version}" is neither a version, such as ${own.version}, nor a .tgz file`);
  const spec = version.endsWith('.tgz') ? resolve(workspace, version) : `${own.name}@${version}`;
  const npm = ['install', '--prefix', home, '--no-audit', '--no-fund', '--ignore-scripts', '--', spec];
  // Not in the workspace, whose .npmrc is the business of whoever opened the pull request.
  const { status, error } = spawnSync('npm', npm, { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) fail(`cnpg-lint ${version} cannot be installed${error ? `: ${error.message}` : ''}`);
  return join(home, 'node_modules', own.name, own.bin[own.name]);
}

function option(name, value) {
  return value === '' ? [] : [`${name}=${value}`];
}

/** Splits at white space, but for what is in quotes. */
function words(text) {
  return [...text.matchAll(/(?:"[^"]*"|'[^']*'|\S)+/gu)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/gu, '$1$2'),
  );
}

function output(name, value) {
  if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, `${name}=${value}\n`);
}

function fail(message) {
  // A line break would end the annotation, and could begin a command.
  console.log(
    `::error title=cnpg-lint::${message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}`,
  );
  process.exit(2);
}
