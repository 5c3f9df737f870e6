import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { SourceFile } from '../core.ts';
import { isKustomization } from '../model/layer.ts';
import { findFiles, gitRoot, reason } from './find-files.ts';
import { readText, statsOf } from './read-file.ts';
import { UsageError } from './usage-error.ts';
import { decode } from './utf8.ts';

/**
 * The files that hold what is applied already: those of a directory, or of a git revision of the work tree that a folder is
 * in, whose paths then begin with the revision. Throws a UsageError for what is neither.
 */
export async function readStored(base: string, cwd: string, folder: string): Promise<readonly SourceFile[]> {
  const isThere = statsOf(resolve(cwd, base)) !== undefined;
  return isThere ? readDirectory(base, cwd) : readRevision(base, folder);
}

async function readDirectory(base: string, cwd: string): Promise<readonly SourceFile[]> {
  const { files, unreadable } = await findFiles([base], cwd, false);
  if (unreadable[0] !== undefined) throw new UsageError(`cannot read ${unreadable[0]}`);
  return files.flatMap(({ path, absolute }) => {
    try {
      return keep({ path, text: readText(absolute) });
    } catch (error) {
      throw new UsageError(`cannot read ${path}: ${reason(error)}`);
    }
  });
}

function readRevision(revision: string, folder: string): readonly SourceFile[] {
  const root = gitRoot(folder);
  const known = root !== undefined && git(root, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  if (root === undefined || !known)
    throw new UsageError(`"${revision}" is neither a file or directory nor a revision that git knows here`);
  const commit = known.toString('utf8').trim();
  const listed = git(root, ['ls-tree', '-r', '-z', commit]) ?? Buffer.alloc(0);
  const entries = decode(listed)
    .split('\0')
    .flatMap((line) => {
      // mode, type and hash, then the path; links and submodules are none.
      const [, hash = '', path = ''] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/su.exec(line) ?? [];
      return /\.ya?ml$/iu.test(path) || isKustomization(path) ? [{ hash, path }] : [];
    });
  const contents = git(root, ['cat-file', '--batch'], entries.map(({ hash }) => `${hash}\n`).join(''));
  if (!contents) throw new UsageError(`git cannot read the files of "${revision}"`);
  let offset = 0;
  return entries.flatMap(({ path }) => {
    // Each answer is a line that ends in the size, the content, and a line feed.
    const end = contents.indexOf('\n', offset);
    const size = Number(contents.toString('utf8', offset, end).split(' ').at(-1));
    const text = decode(contents.subarray(end + 1, end + 1 + size));
    offset = end + size + 2;
    return keep({ path: `${revision}:${path}`, text });
  });
}

/** Only what mentions our API groups, and kustomizations. */
function keep(file: SourceFile): SourceFile[] {
  return file.text.includes('cnpg.io') || isKustomization(file.path) ? [file] : [];
}

/** What a git command prints; nothing if it fails. What a partial clone lacks is not fetched: a run needs no network. */
function git(cwd: string, args: readonly string[], input = ''): Buffer | undefined {
  const env = { ...process.env, GIT_NO_LAZY_FETCH: '1' };
  const { status, stdout, error } = spawnSync('git', args, { cwd, env, input, maxBuffer: 2 ** 31 - 1 });
  if (error) throw new UsageError(`git cannot be run: ${reason(error)}`);
  return status === 0 ? stdout : undefined;
}
