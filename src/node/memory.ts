import type { SchemaCatalog, SourceFile } from '../core.ts';
import { KeptVerdicts } from '../engine/kept-verdicts.ts';
import { readFile } from '../engine/read.ts';
import { type Kustomizations, readKustomizations } from '../model/partial.ts';
import type { Target } from '../model/schema-catalog.ts';
import { Source } from '../model/source.ts';
import type { Configs } from './configs.ts';
import type { Found } from './find-files.ts';
import type { Glance } from './glance.ts';

/**
 * What one run leaves for the next over the same files, so that a change costs what it changes. Whoever keeps it says what has
 * changed; a run of its own starts with an empty one.
 */
export class Memory {
  readonly #searches = new Map<string, Promise<Found>>();
  readonly #glances = new Map<string, Glance>();
  readonly #sources = new Map<
    string,
    { readonly source: Source; readonly schemas: SchemaCatalog; readonly target: Target }
  >();
  #kustomizations: { readonly files: readonly SourceFile[]; readonly read: Kustomizations } | undefined;
  readonly verdicts = new KeptVerdicts();
  #configs: Configs | undefined;
  #schemas: Promise<SchemaCatalog> | undefined;

  /** The content of a file is another one, or it is gone. */
  forgetFile(absolute: string): void {
    this.#glances.delete(absolute);
  }

  /** Files came or went. */
  forgetSearches(): void {
    this.#searches.clear();
  }

  forgetConfigs(): void {
    this.#configs = undefined;
  }

  find(what: string, search: () => Promise<Found>): Promise<Found> {
    return kept(this.#searches, what, search);
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
    const known = this.#sources.get(file.path);
    if (
      known?.source.file.text === file.text &&
      known.schemas === schemas &&
      known.target.cnpg === target.cnpg &&
      known.target.plugin === target.plugin
    )
      return known.source;
    const source = new Source(file, readFile(file, schemas, target));
    this.#sources.set(file.path, { source, schemas, target });
    return source;
  }

  /** What kustomizations say; the same while all of them do. */
  kustomizations(files: readonly SourceFile[]): Kustomizations {
    const known = this.#kustomizations;
    if (known?.files.length === files.length && files.every((file, index) => isSame(file, known.files[index])))
      return known.read;
    const read = readKustomizations(files);
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
