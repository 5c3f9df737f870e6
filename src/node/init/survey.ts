import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isKustomization } from '../../model/layer.ts';
import type { SourceFile } from '../../text/source.ts';
import { configIn } from '../config-file.ts';
import { displayPath, findFiles } from '../find-files.ts';
import { chartTable, type InstalledOperator, operatorsIn } from '../operators.ts';
import { requirePackaged } from '../package-root.ts';

/** What a repository has that matters to a linter. All paths are relative to its root. */
export interface Survey {
  /** Files with a CloudNativePG resource. */
  readonly manifests: readonly string[];
  readonly flux: boolean;
  /** Whether Flux fills in variables. */
  readonly substitutes: boolean;
  readonly argocd: boolean;
  readonly kustomize: boolean;
  /** Charts with a template of ours, which only rendering makes a manifest. */
  readonly charts: readonly Chart[];
  readonly operators: readonly InstalledOperator[];
  /** The minors that can be linted for, the oldest first. */
  readonly supported: readonly string[];
  /** The configuration of cnpg-lint that is there already. */
  readonly config: string | undefined;
  /** What runs hooks before a commit. */
  readonly hooks: Existing<'pre-commit' | 'lefthook' | 'husky'> | undefined;
  readonly ci: readonly Existing<'github' | 'gitlab'>[];
}

export interface Chart {
  readonly folder: string;
  readonly hasDependencies: boolean;
}

/** Something that is there already, or that its surroundings say is wanted. */
export interface Existing<Kind extends string> {
  readonly kind: Kind;
  /** Its file or directory, if there is one. */
  readonly path: string | undefined;
  /** The file of it that names us. */
  readonly ours: string | undefined;
}

const us = 'cnpg-lint';
const ourResource = /^apiVersion:\s*["']?(?:postgresql|barmancloud)\.cnpg\.io\//mu;

/** Reads a repository. Files that cannot be read are passed over: whoever lints them is told. */
export async function survey(root: string): Promise<Survey> {
  const { files } = await findFiles([root], root, false);
  const texts = files.flatMap(({ path, absolute }) => {
    const text = textOf(absolute);
    return text === undefined ? [] : [{ path, text }];
  });
  const table = chartTable();
  const index = requirePackaged('./index.json') as { cnpg: readonly { minor: string }[] };
  const some = (pattern: RegExp): boolean => texts.some(({ text }) => pattern.test(text));
  const config = configIn(root);
  return {
    manifests: texts.filter(({ text }) => ourResource.test(text)).map(({ path }) => path),
    flux: some(/^apiVersion:\s*["']?(?:kustomize|helm|source)\.toolkit\.fluxcd\.io\//mu),
    substitutes: some(/^apiVersion:\s*["']?kustomize\.toolkit\.fluxcd\.io\/[\s\S]*?^\s+postBuild:/mu),
    argocd: some(/^kind:\s*["']?Application(?:Set)?\b/mu) && some(/^apiVersion:\s*["']?argoproj\.io\//mu),
    kustomize: texts.some(({ path }) => isKustomization(path)),
    charts: charts(texts),
    operators: texts.flatMap((file) => operatorsIn(file, table)),
    supported: index.cnpg.map(({ minor }) => minor),
    config: config && displayPath(config, root),
    hooks: hooks(root),
    ci: ci(root, texts),
  };
}

function charts(texts: readonly SourceFile[]): readonly Chart[] {
  return texts.flatMap(({ path, text }) => {
    if (!/(?:^|\/)Chart\.yaml$/u.test(path)) return [];
    const folder = dirname(path);
    const templates = folder === '.' ? 'templates/' : `${folder}/templates/`;
    const isOurs = texts.some((file) => file.path.startsWith(templates) && ourResource.test(file.text));
    return isOurs ? [{ folder, hasDependencies: /^dependencies:/mu.test(text) }] : [];
  });
}

function hooks(root: string): Survey['hooks'] {
  const known = [
    ['pre-commit', '.pre-commit-config.yaml'],
    ['lefthook', 'lefthook.yml'],
    ['lefthook', 'lefthook.yaml'],
    ['lefthook', '.lefthook.yml'],
    ['husky', '.husky/pre-commit'],
  ] as const;
  const [kind, path] = known.find(([, file]) => existsSync(join(root, file))) ?? [];
  return kind && { kind, path, ours: textOf(join(root, path))?.includes(us) === true ? path : undefined };
}

/** The CI that is there; where there is none, the one that the host of the repository has. */
function ci(root: string, texts: readonly SourceFile[]): Survey['ci'] {
  const found: Existing<'github' | 'gitlab'>[] = [];
  const naming = (isCi: (path: string) => boolean): string | undefined =>
    texts.find(({ path, text }) => isCi(path) && (path.includes(us) || text.includes(us)))?.path;
  const workflows = '.github/workflows';
  if (existsSync(join(root, workflows)))
    found.push({ kind: 'github', path: workflows, ours: naming((path) => path.startsWith(`${workflows}/`)) });
  const pipeline = '.gitlab-ci.yml';
  if (existsSync(join(root, pipeline)))
    found.push({ kind: 'gitlab', path: pipeline, ours: naming((path) => path === pipeline) });
  if (found.length > 0) return found;
  const remotes = textOf(join(root, '.git/config')) ?? '';
  const host = /^\s*url\s*=.*?\b(github|gitlab)\b/mu.exec(remotes)?.[1];
  return host === 'github' || host === 'gitlab' ? [{ kind: host, path: undefined, ours: undefined }] : [];
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
