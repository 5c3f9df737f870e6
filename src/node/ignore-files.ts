import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Ignore, Options } from 'ignore';
import { readText } from './read-file.ts';

const names = ['.gitignore', '.cnpg-lintignore'];
const require = createRequire(import.meta.url);

/** What the ignore files of a directory say, if it has any; `entries` spares looking for them. */
export function loadIgnore(folder: string, entries?: readonly string[]): Ignore | undefined {
  const texts = names.flatMap((name) => {
    if (entries && !entries.includes(name)) return [];
    try {
      return [readText(join(folder, name))];
    } catch {
      // An ignore file that is absent or cannot be read ignores nothing.
      return [];
    }
  });
  return texts.length > 0 ? ignoreOf(texts) : undefined;
}

/** A matcher of patterns in gitignore's form; the library is loaded at the first use. */
export function ignoreOf(patterns: readonly string[]): Ignore {
  const create = require('ignore') as (options: Options) => Ignore;
  // A name of dots alone would else be taken for a relative path.
  return create({ allowRelativePaths: true }).add(patterns.join('\n'));
}
