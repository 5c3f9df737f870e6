import { hasPlaceholder } from '../manifest/placeholders.ts';

/** Whether two names are the same object: placeholders are compared as text, and one that the other lacks may be anything. */
export function sameName(a: string, b: string): 'yes' | 'no' | 'maybe' {
  if (a === b) return 'yes';
  return hasPlaceholder(a) || hasPlaceholder(b) ? 'maybe' : 'no';
}
