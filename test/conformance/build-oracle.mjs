/*
 * Builds the oracles: one API server, and for each release of the operator its published module with our program added.
 * Usage: node test/conformance/build-oracle.mjs [1.30 1.29.2 …]; without arguments all releases of schemas/index.json.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, '.cache/oracle');
const programs = join(root, 'test/conformance/oracle');
const module = 'github.com/cloudnative-pg/cloudnative-pg';

/** The releases that the schemas are of, by minor. */
export function releases() {
  const { cnpg } = JSON.parse(readFileSync(join(root, 'schemas/index.json'), 'utf8'));
  return new Map(cnpg.map(({ minor, version }) => [minor, version]));
}

/**
 * Minors whose controller-runtime sends a patch even when nothing was defaulted. That patch writes empty required fields,
 * so that a Backup without `spec` is accepted. The reference verdicts have it so in 1.22 and 1.23 only, and we follow them.
 */
const fillsIn = new Set(['1.22', '1.23']);

/** Where the parts of an oracle are, built or not, and how it is started. */
export function oracleOf(minor) {
  const source = join(cache, minor);
  const webhooks = join(cache, `webhooks-${minor}`);
  const server = join(cache, 'apiserver');
  return {
    source,
    webhooks,
    server,
    stamps: [`${server}.stamp`, `${webhooks}.stamp`],
    args: [
      ...['-crds', join(source, 'config/crd/bases'), '-webhooks', webhooks],
      ...(fillsIn.has(minor) ? [] : ['-drop-idle-patches']),
    ],
  };
}

/** Builds what is missing or made from an older program; says which minors there are and why others are not. */
export function buildOracles(wanted = [...releases().keys()], say = console.error) {
  const built = [];
  const missing = new Map();
  for (const name of wanted) {
    const minor = name.split('.').slice(0, 2).join('.');
    const release = name === minor ? releases().get(minor) : name;
    try {
      if (!release) throw new Error('schemas/index.json has no such release');
      build(minor, release, say);
      built.push(minor);
    } catch (error) {
      missing.set(minor, reason(error));
      say(`${name}: ${missing.get(minor)}`);
    }
  }
  return { built, missing };
}

function build(minor, release, say) {
  const { source, webhooks, server } = oracleOf(minor);
  once(server, 'apiserver', say, () => go(join(programs, 'apiserver'), 'build', '-o', server, '.'));
  once(webhooks, `webhooks ${release}`, say, () => {
    // The checksum database has the last word on what is downloaded: a release that it does not know is not built.
    const { Dir } = JSON.parse(go(root, 'mod', 'download', '-json', `${module}@v${release}`));
    rmSync(source, { recursive: true, force: true });
    mkdirSync(cache, { recursive: true });
    cpSync(Dir, source, { recursive: true });
    makeWritable(source);
    cpSync(join(programs, 'webhooks'), join(source, 'cmd/conformance'), { recursive: true });
    go(source, 'build', '-mod=mod', '-tags', `conformance_${generation(source)}`, '-o', webhooks, './cmd/conformance');
  });
}

/** Builds a binary unless it is there, made from the same program and release. */
function once(binary, what, say, make) {
  const stamp = `${binary}.stamp`;
  const made = `${what} ${digest(join(programs, what.split(' ')[0]))}`;
  if (existsSync(binary) && existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return;
  const start = Date.now();
  make();
  writeFileSync(stamp, made);
  say(`${what}: built in ${Math.round((Date.now() - start) / 1000)} s`);
}

/** Which of our setup_*.go knows where this release keeps its webhooks. */
function generation(source) {
  if (existsSync(join(source, 'internal/webhook/v1/database_webhook.go'))) return 'database';
  return existsSync(join(source, 'internal/webhook/v1')) ? 'functions' : 'methods';
}

function go(cwd, ...args) {
  return execFileSync('nice', ['-n', '5', 'go', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 26,
  });
}

/** What Go said, in a line: `go mod download -json` puts it on its output, the rest on its errors. */
function reason(error) {
  const said = /"Error": (".*")/u.exec(error.stdout ?? '')?.[1];
  if (said) return JSON.parse(said);
  const lines = (error.stderr ?? '').split('\n').filter((line) => !line.startsWith('go: downloading'));
  return lines.join('\n').trim() || error.message;
}

/** The module cache is read-only, and so is a copy of it. */
function makeWritable(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeWritable(path);
    else chmodSync(path, 0o644);
  }
}

function digest(folder) {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const { built, missing } = buildOracles(argv.length > 2 ? argv.slice(2) : undefined);
  console.log(`built: ${built.join(', ') || 'none'}; not available: ${[...missing.keys()].join(', ') || 'none'}`);
  if (built.length === 0) process.exitCode = 1;
}
