import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, type PathLike, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/* The built command in a process of its own, in a folder of its own. */

export const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
/** Root cannot be refused anything, so that for root the command runs as nobody, if nobody can reach it. */
const isRoot = process.getuid?.() === 0;
const drop = { uid: 65_534, gid: 65_534 };
const canDrop = isRoot && spawnSync(process.execPath, [cli, '--version'], drop).status === 0;
export const nobody: { uid?: number; gid?: number } = canDrop ? drop : {};
/** Whether permissions mean anything to the command. */
export const canBeRefused = canDrop || !isRoot;

export interface Outcome {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A new folder that is the root of a work tree and belongs to whom the command runs as. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-'));
  mkdirSync(join(folder, '.git'));
  giveAway(folder);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

export function giveAway(path: PathLike): void {
  const { uid, gid } = nobody;
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

/** Writes a file of a folder, which belongs to whom the command runs as. */
export function writeIn(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  if (dirname(path) !== folder) {
    mkdirSync(dirname(path), { recursive: true });
    giveAway(dirname(path));
  }
  writeFileSync(path, content);
  giveAway(path);
  return path;
}

/** Runs the command to its end; one that waits for anything is killed, and its status is null. */
export function command(cwd: string, args: readonly string[], input: string | Uint8Array = ''): Outcome {
  return outcomeOf(spawnSync(process.execPath, [cli, ...args], { cwd, input, env: environment, timeout, ...nobody }));
}

/** Runs a line of shell, in which `$lint` is the command. */
export function shell(cwd: string, line: string): Outcome {
  const env = { ...environment, node: process.execPath, cli };
  const script = `lint() { "$node" "$cli" "$@"; }\n${line}`;
  return outcomeOf(spawnSync('sh', ['-c', script], { cwd, env, timeout, ...nobody }));
}

const environment = { PATH: process.env['PATH'], CNPG_LINT_NOW: '2026-11-23' };
const timeout = 60_000;

function outcomeOf({ status, signal, stdout, stderr, error }: SpawnSyncReturns<Buffer>): Outcome {
  if (error && !('code' in error && error.code === 'ETIMEDOUT')) throw error;
  return { status, signal, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** A Cluster with one mistake, which has a safe fix. */
export const quoted = `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: shop
spec:
  instances: "3"
  storage:
    size: 10Gi
`;
export const mended = quoted.replace('"3"', '3');
