import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Ignore } from 'ignore';

const names = ['.gitignore', '.cnpg-lintignore'];
const require = createRequire(import.meta.url);

export function isIgnoreName(name: string): boolean {
  return names.includes(name);
}

/** What the ignore files of a directory say, if it has any; `entries` spares looking for them. */
export function loadIgnore(folder: string, entries?: readonly string[]): Ignore | undefined {
  const texts = names.flatMap((name) => {
    if (entries && !entries.includes(name)) return [];
    try {
      return [readFileSync(join(folder, name), 'utf8')];
    } catch {
      // An ignore file that is absent or cannot be read ignores nothing.
      return [];
    }
  });
  return texts.length > 0 ? ignoreOf(texts) : undefined;
}

/** A matcher of patterns in gitignore's form; the library is loaded at the first use. */
export function ignoreOf(patterns: readonly string[]): Ignore {
  const create = require('ignore') as () => Ignore;
  return create().add(patterns.join('\n'));
}
