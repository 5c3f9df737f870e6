import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The folder that holds `schemas/` and `dist/`: one level up from the bundle, two from the sources. */
export const packageRoot: URL =
  ['../', '../../']
    .map((up) => new URL(up, import.meta.url))
    .find((url) => existsSync(new URL('schemas/index.json', url))) ?? new URL('../', import.meta.url);

/** Loads what the package brings, by its path from `schemas/`. */
export const requirePackaged: NodeJS.Require = createRequire(new URL('schemas/index.json', packageRoot));
