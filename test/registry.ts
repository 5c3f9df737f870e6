import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/* What npm needs to install this package by its name, as if it were published: for tests of what users are told to type. */

const root = fileURLToPath(new URL('../', import.meta.url));

/** A registry with this package in it, packed, and the way to it. */
export interface Registry {
  /** The packed package. */
  readonly tarball: string;
  /** Settings of npm that lead to the registry, with a cache of its own. */
  readonly env: Readonly<Record<string, string>>;
  close(): void;
}

/** Packs this package and starts a registry that has it; for all other packages it sends npm to the usual one. */
export async function startRegistry(): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-registry-'));
  const usual = (await run('npm', ['config', 'get', 'registry'])).replace(/\/?\s*$/u, '');
  const packed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
  const [{ filename } = { filename: '' }] = JSON.parse(packed) as { filename: string }[];
  const tarball = join(folder, filename);
  const bytes = readFileSync(tarball);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string };
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

  const server = createServer(({ url = '/', headers }, response) => {
    if (url === `/${filename}`) response.end(bytes);
    else if (url === `/${manifest.name}`) {
      const dist = { tarball: `http://${headers.host}/${filename}`, integrity };
      const versions = { [manifest.version]: { ...manifest, dist } };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ name: manifest.name, 'dist-tags': { latest: manifest.version }, versions }));
    } else response.writeHead(302, { location: `${usual}${url}` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    tarball,
    env: {
      npm_config_registry: `http://127.0.0.1:${port}/`,
      npm_config_cache: join(folder, 'cache'),
      npm_config_prefer_offline: 'true',
      npm_config_update_notifier: 'false',
      npm_config_fund: 'false',
      npm_config_audit: 'false',
    },
    close() {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function run(command: string, args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(command, args, { cwd: root, maxBuffer: 2 ** 26 })).stdout;
}
