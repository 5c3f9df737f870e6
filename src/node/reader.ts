import type { SourceFile } from '../core.ts';
import type { Configs } from './configs.ts';
import { type FoundFile, reason } from './find-files.ts';
import { type Glance, glanceAt } from './glance.ts';
import type { Memory } from './memory.ts';
import { readBytes } from './read-file.ts';

type OnProgress = ((done: number, total: number) => void) | undefined;

/** Reads files and keeps the texts that matter: those that mention our API groups, what ours may refer to, and kustomizations. */
export class Reader {
  readonly manifests: SourceFile[] = [];
  readonly kustomizations: SourceFile[] = [];
  /** Those that may install the operator. */
  readonly installers: SourceFile[] = [];
  readonly unreadable: string[] = [];
  /** How many of the given files a configuration ignores. */
  ignored = 0;
  readonly #given: ReadonlySet<string>;
  readonly #configs: Configs;
  readonly #memory: Memory;
  readonly #onProgress: OnProgress;

  constructor(given: ReadonlySet<string>, configs: Configs, memory: Memory, onProgress: OnProgress) {
    this.#given = given;
    this.#configs = configs;
    this.#memory = memory;
    this.#onProgress = onProgress;
  }

  readAll(files: readonly FoundFile[]): void {
    for (const [index, { path, absolute, isNamed }] of files.entries()) {
      if (index % 500 === 0) this.#onProgress?.(index, files.length);
      let glance: Glance;
      try {
        glance = this.#memory.glance(absolute, () => glanceAt(path, readBytes(absolute)));
      } catch (error) {
        // What merely stands beside is none of the user's request.
        if (this.#given.has(path)) this.unreadable.push(`${path}: ${reason(error)}`);
        continue;
      }
      const { text, isKustomization, isManifest, mayInstall } = glance;
      // Most files are none of ours, and need no configuration.
      if (text === undefined) continue;
      if (mayInstall) this.installers.push({ path, text });
      if (isKustomization) this.kustomizations.push({ path, text });
      if (!isManifest) continue;
      if (isNamed || !this.#configs.ignores(absolute)) this.manifests.push({ path, text });
      else if (this.#given.has(path)) this.ignored += 1;
    }
  }
}
