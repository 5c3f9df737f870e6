import { basename, dirname, sep } from 'node:path';
import type { SchemaCatalog, SourceFile } from '../core.ts';
import { readFile } from '../engine/read.ts';
import { Kustomizations } from '../model/kustomize.ts';
import type { Target } from '../model/schema-catalog.ts';
import { Source } from '../model/source.ts';
import type { Finding } from '../rule/finding.ts';
import { baselineName } from './baseline-file.ts';
import { isConfigName } from './config-file.ts';
import type { Configs } from './configs.ts';
import { beginningOf, type Found, isWithin } from './find-files.ts';
import { type Glance, glanceAt } from './glance.ts';
import { isIgnoreName } from './ignore-files.ts';
import { readBytes, statsOf } from './read-file.ts';

/**
 * What one run leaves for the next over the same files, so that a change costs what it changes. Whoever keeps it says what has
 * changed; a run of its own starts with an empty one.
 */
export class Memory {
  readonly #roots = new Set<string>();
  readonly #searches = new Map<string, Promise<Found>>();
  readonly #glances = new Map<string, Glance>();
  /** By target, and then by path. */
  readonly #sources = new Map<string, Map<string, Source>>();
  #kustomizations: { readonly files: readonly SourceFile[]; readonly read: Kustomizations } | undefined;
  #configs: Configs | undefined;
  #fingerprints: ReadonlySet<string> = new Set();
  #schemas: Promise<SchemaCatalog> | undefined;

  /** The folders and files that were searched, and what configurations are made of, as absolute paths; for a pattern, the folder where it begins. */
  get roots(): readonly string[] {
    return [...this.#roots, ...(this.#configs?.paths ?? [])];
  }

  /** Those of the findings that the run before showed. */
  get fingerprints(): ReadonlySet<string> {
    return this.#fingerprints;
  }

  remember(findings: readonly Finding[]): void {
    this.#fingerprints = new Set(findings.map(({ fingerprint }) => fingerprint));
  }

  /** Takes note that something changed at a path; says whether a run may come to something else by that. */
  hear(path: string): boolean {
    const name = basename(path);
    const isConfig = isConfigName(name) || this.#configs?.paths.has(path) === true;
    const isGround = isConfig || isIgnoreName(name) || name === baselineName;
    const isSearched = this.roots.some(
      (root) => isWithin(path, root) || isWithin(root, isGround ? dirname(path) : path),
    );
    if (!isSearched) return false;
    if (isConfig) this.#configs = undefined;
    if (isIgnoreName(name)) this.#searches.clear();
    if (isGround) return true;
    const stats = statsOf(path);
    const before = this.#glances.get(path);
    if (stats?.isFile() === true && before) return this.#isAnother(path, before);
    const below = [...this.#glances.keys()].filter((file) => file === path || file.startsWith(path + sep));
    for (const file of below) this.#glances.delete(file);
    const mayBeNew = stats?.isDirectory() === true || (stats !== undefined && /\.(?:ya?ml|md|markdown)$/iu.test(name));
    if (below.length > 0 || mayBeNew) this.#searches.clear();
    return below.length > 0 || mayBeNew;
  }

  /** Whether a file says something else than before. */
  #isAnother(path: string, before: Glance): boolean {
    this.#glances.delete(path);
    try {
      const after = this.glance(path, () => glanceAt(path.replaceAll(sep, '/'), readBytes(path)));
      return after.text !== before.text;
    } catch {
      // Why it cannot be read is for the run to say.
      return true;
    }
  }

  find(roots: readonly string[], search: () => Promise<Found>): Promise<Found> {
    for (const root of roots) this.#roots.add(beginningOf(root));
    return kept(this.#searches, roots.join('\n'), search);
  }

  glance(absolute: string, look: () => Glance): Glance {
    return kept(this.#glances, absolute, look);
  }

  configs(load: () => Configs): Configs {
    return (this.#configs ??= load());
  }

  schemas(load: () => Promise<SchemaCatalog>): Promise<SchemaCatalog> {
    return (this.#schemas ??= load());
  }

  /** A file as it is read for a target; the same one for the same text. */
  source(file: SourceFile, schemas: SchemaCatalog, target: Target): Source {
    const byPath = kept(this.#sources, `${target.cnpg} ${target.plugin}`, () => new Map<string, Source>());
    const known = byPath.get(file.path);
    if (known?.file.text === file.text) return known;
    const source = new Source(file, readFile(file, schemas, target));
    byPath.set(file.path, source);
    return source;
  }

  /** What kustomizations say; the same while all of them do. */
  kustomizations(files: readonly SourceFile[]): Kustomizations {
    const known = this.#kustomizations;
    if (known?.files.length === files.length && files.every((file, index) => isSame(file, known.files[index])))
      return known.read;
    const read = new Kustomizations(files);
    this.#kustomizations = { files, read };
    return read;
  }
}

function isSame(a: SourceFile, b: SourceFile | undefined): boolean {
  return a.path === b?.path && a.text === b.text;
}

function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
