import type { Path } from './path.ts';

/** A value with where it stands. */
export interface Found {
  readonly value: unknown;
  readonly path: Path;
}

/** The values of a tree that are wanted, judged by themselves and by their key or index. Looking is cheap: only they get a path. */
export function findBelow(
  root: unknown,
  rootPath: Path,
  isWanted: (value: unknown, key: string | number) => boolean,
): readonly Found[] {
  const found: Found[] = [];
  const path = [...rootPath];
  const visit = (value: unknown, key: string | number): void => {
    path.push(key);
    if (isWanted(value, key)) found.push({ value, path: [...path] });
    if (typeof value === 'object' && value !== null) enter(value);
    path.pop();
  };
  const enter = (value: object): void => {
    if (Array.isArray(value)) for (let index = 0; index < value.length; index++) visit(value[index], index);
    else for (const key of Object.keys(value)) visit((value as Readonly<Record<string, unknown>>)[key], key);
  };
  if (typeof root === 'object' && root !== null) enter(root);
  return found;
}
