import type { Resource } from '../rule/index.ts';
import { matchesGlob } from '../values/glob.ts';

/** The option by which a rule passes over what need not be kept, and its default. */
export const ignoreOption = {
  schema: {
    type: 'array',
    items: { type: 'string' },
    description:
      'Whom to pass over: patterns with * for namespaces (dev*), for names (name=*-test), or for a label (environment=staging)',
  },
  default: ['dev*', 'test*', 'sandbox*'],
} as const;

/** Whether one of the patterns means a resource. */
export function isThrowaway(resource: Resource, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const equals = pattern.lastIndexOf('=');
    const [key, glob] = [pattern.slice(0, Math.max(0, equals)), pattern.slice(equals + 1)];
    const value =
      key === ''
        ? (resource.effectiveNamespace ?? resource.namespace)
        : key === 'name'
          ? resource.name
          : resource.text('metadata', 'labels', key)?.value;
    return value !== undefined && matchesGlob(glob, value);
  });
}
