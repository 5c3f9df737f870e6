import { existsSync } from 'node:fs';

/** The folder that holds `schemas/` and `dist/`: one level up from the bundle, two from the sources. */
export const packageRoot: URL =
  ['../', '../../']
    .map((up) => new URL(up, import.meta.url))
    .find((url) => existsSync(new URL('schemas/index.json', url))) ?? new URL('../', import.meta.url);
