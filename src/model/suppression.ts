import type { TextEdit } from '../text/edits.ts';
import type { Range } from '../text/source.ts';
import type { Place, Resource } from './resource.ts';
import { type Flaw, readRequest, withoutRules } from './suppression-text.ts';

/** A comment or an annotation that keeps findings out of the report. */
export interface Suppression {
  readonly at: Place;
  /** The resource that it belongs to, as far as it is one. */
  readonly subject: Resource | undefined;
  readonly covers: Cover;
  readonly request: Requested;
  /** Why it cannot be understood, so that it covers nothing. */
  readonly flaw?: Misunderstood;
  /** Why nothing stands where it looks. */
  readonly misplaced?: Misplacement;
  /** Whether what it covers was read, so that findings would be there if there were any. */
  readonly isRead: boolean;
  /** Edits after which it no longer names some of its rules; without any rule it is gone. */
  without(names: readonly string[]): readonly TextEdit[];
}

/** What a suppression asks for, with places. */
export interface Requested {
  readonly rules: readonly { readonly name: string; readonly at: Place }[];
  /** The last day, such as 2027-01-31, on which it holds. */
  readonly until: string | undefined;
  readonly reason: string | undefined;
}

/** What of a suppression cannot be understood: its text, the word that begins a comment, or the key of an annotation. */
export interface Misunderstood {
  readonly what: Flaw['what'] | 'directive' | 'key';
  readonly text: string;
  readonly at: Place;
}

/** A comment alone on the line that it means, one that nothing follows, one on a line where no node starts; an annotation below `metadata`. */
export type Misplacement = 'alone' | 'last' | 'no-node' | 'nested';

/** Where a suppression holds. */
export type Cover =
  | { readonly is: 'file' }
  | { readonly is: 'nothing' }
  | { readonly is: 'resource'; readonly resource: Resource }
  | { readonly is: 'range'; readonly range: Range };

/** The key of the annotation. */
export const annotation = 'cnpg-lint/disable';

/** What a comment may be about, by the word that it begins with. */
export const directives: ReadonlyMap<string, 'next-line' | 'line' | 'file'> = new Map([
  ['cnpg-lint-disable-next-line', 'next-line'],
  ['cnpg-lint-disable-line', 'line'],
  ['cnpg-lint-disable-file', 'file'],
]);

/** What there is to say of a suppression that does nothing. */
export const idle = {
  covers: { is: 'nothing' },
  request: { rules: [], until: undefined, reason: undefined },
  isRead: true,
  without: () => [],
} as const satisfies Partial<Suppression>;

/** Reads the text of a suppression, in which `placeOf` finds places. `without` edits it; nothing removes it as a whole. */
export function request(
  text: string,
  whole: Place,
  placeOf: (range: Range) => Place,
  write: (edit: (Range & { readonly newText: string }) | undefined) => readonly TextEdit[],
): Pick<Suppression, 'request' | 'flaw' | 'without'> {
  const read = readRequest(text);
  const { rules, until, reason, flaw } = read;
  return {
    request: { rules: rules.map(({ name, range }) => ({ name, at: placeOf(range) })), until, reason },
    ...(flaw && {
      flaw: {
        what: flaw.what,
        text: text.slice(flaw.range.start, flaw.range.end),
        at: flaw.what === 'no-rule' ? whole : placeOf(flaw.range),
      },
    }),
    without(names) {
      if (rules.every(({ name }) => names.includes(name))) return write(undefined);
      const edit = withoutRules(text, read, names);
      return edit ? write(edit) : [];
    },
  };
}
