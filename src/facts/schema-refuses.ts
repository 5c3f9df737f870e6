import type { Path, Resource } from '../rule/index.ts';

/** Whether the schema already refuses the value at a path, or one that holds it. */
export function schemaRefuses({ problems }: Resource, path: Path): boolean {
  return problems.some(
    (problem) => problem.code !== 'filled-in' && problem.path.every((segment, depth) => path[depth] === segment),
  );
}
