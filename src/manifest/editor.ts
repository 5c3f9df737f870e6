import type { TextEdit } from '../text/edits.ts';
import type { Path } from './path.ts';

/** A value that an edit can write. */
export type Writable = string | number | boolean | readonly Writable[] | { readonly [key: string]: Writable };

/** Edits of one document's text; each is empty where the text cannot be changed in place, for instance behind an alias. */
export interface Editor {
  /** Sets a scalar, or adds a key with its value, or an item by the number that it gets, behind the last one there. */
  set(path: Path, value: Writable): readonly TextEdit[];
  /** Gives the key at a path another name. */
  rename(path: Path, key: string): readonly TextEdit[];
  /** Removes a key with its value: whole lines in block style, with the comma in flow style. */
  remove(path: Path): readonly TextEdit[];
  /** Removes the later of two equal keys, which no path can name, by the offset of its key. */
  removeDuplicate(keyOffset: number, parent: Path): readonly TextEdit[];
}
