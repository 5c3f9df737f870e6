import { Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Path } from './path.ts';

/** A value as YAML, with a comment behind each scalar and empty collection that `noteOf` has one for. */
export function printAnnotated(value: unknown, noteOf: (path: Path) => string | undefined): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  annotate(document.contents, [], noteOf);
  return document.toString({ lineWidth: 0 });
}

function annotate(node: unknown, path: Path, noteOf: (path: Path) => string | undefined): void {
  if (isMap(node) && node.items.length > 0) {
    for (const { key, value } of node.items)
      annotate(value, [...path, String(isScalar(key) ? key.value : key)], noteOf);
  } else if (isSeq(node) && node.items.length > 0) {
    for (const [index, item] of node.items.entries()) annotate(item, [...path, index], noteOf);
  } else if (isScalar(node) || isMap(node) || isSeq(node)) {
    const note = noteOf(path);
    if (note !== undefined) (node as Node).comment = ` ${note}`;
  }
}
