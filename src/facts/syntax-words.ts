/** What is said of a syntax error; `{text}` stands for what is at fault. */
export interface SyntaxWords {
  /** The parser's code, and what its reason, or the value on the line, looks like. */
  readonly code: string;
  readonly reason?: RegExp;
  readonly value?: RegExp;
  /**
   * What is at fault: the rest of the line from where the parser stops, the value on the line, what opens and is not closed, or
   * no more than what the problem is about.
   */
  readonly at?: 'value' | 'opener' | 'itself';
  /** How many characters of the rest of the line. */
  readonly length?: number;
  readonly message: string;
  readonly help: string;
}

/** The help for a value that needs quotes and no more. */
export const quoteIt = 'Put the value in quotes.';
const lineUp = 'Let the line begin in the same column as its neighbours, with spaces.';

/** The parser's errors in words; the first entry that fits counts. */
export const syntaxWords: readonly SyntaxWords[] = [
  // Values that need quotes
  {
    code: 'UNEXPECTED_TOKEN',
    value: /^\*/u,
    at: 'value',
    message: 'The value {text} begins with "*", which makes it an alias',
    help: quoteIt,
  },
  {
    code: 'BAD_ALIAS',
    value: /^\*/u,
    at: 'value',
    message: 'The value {text} begins with "*", which makes it an alias',
    help: quoteIt,
  },
  {
    code: 'BAD_ALIAS',
    message: 'An anchor or alias has no name',
    help: 'Write the name behind it, or put the value in quotes.',
  },
  {
    code: 'BAD_SCALAR_START',
    at: 'value',
    message: 'The value {text} begins with a character that only a quoted value can begin with',
    help: quoteIt,
  },
  {
    code: 'BAD_DQ_ESCAPE',
    length: 2,
    message: 'Double quotes know no escape {text}',
    help: 'Double the backslash, or use single quotes.',
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    reason: /Nested mappings/u,
    value: /:(?:\s|$)/u,
    at: 'value',
    message: 'The value {text} has a ": " in it, which makes it a key',
    help: quoteIt,
  },
  {
    code: 'UNEXPECTED_TOKEN',
    reason: /node end/u,
    value: /^["']/u,
    message: 'The text {text} follows a closing quote',
    help: 'Put the whole value in quotes, and double a quote that belongs to it.',
  },

  // What is opened and not closed
  {
    code: 'MISSING_CHAR',
    reason: /Missing closing/u,
    at: 'opener',
    message: 'A quote is never closed',
    help: 'Close the quote where its text ends.',
  },
  {
    code: 'MISSING_CHAR',
    reason: /must end with/u,
    at: 'opener',
    message: 'A bracket is never closed',
    help: 'Close the bracket.',
  },
  {
    code: 'BAD_INDENT',
    reason: /end with a/u,
    at: 'opener',
    message: 'A bracket is not closed, or what stands in it is not indented',
    help: 'Close the bracket, and indent the lines in it.',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    reason: /flow-\w+-end/u,
    length: 1,
    message: 'The bracket {text} closes nothing',
    help: 'Remove it, or put the value in quotes.',
  },
  {
    code: 'MISSING_CHAR',
    reason: /items/u,
    message: 'A comma is missing before {text}',
    help: 'Put a comma between the items.',
  },
  {
    code: 'BLOCK_IN_FLOW',
    message: 'A comma is missing in {text}',
    help: 'Put a comma between the items, or write them without brackets on lines of their own.',
  },

  // Lines that do not fit together
  {
    code: 'TAB_AS_INDENT',
    length: 1,
    message: 'A tab stands where YAML takes spaces only',
    help: 'Indent with spaces.',
  },
  { code: 'BAD_INDENT', message: 'The line is indented differently from its neighbours: {text}', help: lineUp },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    reason: /Nested mappings/u,
    at: 'value',
    message: 'The lines below are indented as if they belonged to the value {text}',
    help: lineUp,
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    message: 'Items of a list follow a value',
    help: 'Give the list a key of its own, or remove the value.',
  },
  {
    code: 'MULTILINE_IMPLICIT_KEY',
    value: /^\S+:\S/u,
    at: 'value',
    message: 'There is no space behind the colon in {text}',
    help: 'Write a space behind the colon.',
  },
  {
    code: 'MULTILINE_IMPLICIT_KEY',
    at: 'value',
    message: 'The line {text} has no colon, and is no part of what stands above it',
    help: 'Write `key: value`, or indent the line so that it belongs to the value above.',
  },
  {
    code: 'MISSING_CHAR',
    reason: /Implicit map keys/u,
    value: /^\S+:\S/u,
    at: 'value',
    message: 'There is no space behind the colon in {text}',
    help: 'Write a space behind the colon.',
  },
  {
    code: 'MISSING_CHAR',
    reason: /Implicit map keys/u,
    at: 'value',
    message: 'The line {text} has no colon, and is no part of what stands above it',
    help: 'Write `key: value`, or indent the line so that it belongs to the value above.',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    reason: /block-seq-ind/u,
    message: 'A list begins on the line of its key',
    help: 'Begin the list on the next line.',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    reason: /Block scalar header/u,
    message: 'The text {text} follows the "|" or ">" that begins a block of text',
    help: 'Begin the text on the next line.',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    message: 'Nobody expects {text} here',
    help: 'Put the value in quotes, or correct the indentation.',
  },

  // What JSON and Kubernetes cannot hold
  {
    code: 'BAD_KEY',
    at: 'itself',
    message: 'A key has to be a string',
    help: 'Write a key, or put it in quotes; a placeholder in braces needs quotes too.',
  },
  {
    code: 'BAD_TAG',
    at: 'itself',
    message: 'The value {text} does not fit its tag',
    help: 'Remove the tag, or correct the value.',
  },
  { code: 'NOT_FINITE', at: 'itself', message: 'JSON has no such number as {text}', help: quoteIt },
  {
    code: 'BAD_MERGE',
    at: 'itself',
    message: 'The merge key "<<" takes a mapping, not {text}',
    help: 'Name an anchor that marks a mapping.',
  },
  {
    code: 'BAD_ANCHOR',
    at: 'itself',
    message: 'The name of an anchor has characters other than letters, digits, "-" and "_"',
    help: 'Rename the anchor.',
  },
  {
    code: 'CONTROL_CHARACTER',
    length: 1,
    message: 'The text holds a control character',
    help: 'Delete the invisible character.',
  },
  { code: 'NO_CHARACTER', length: 1, message: 'The text is not UTF-8 from here on', help: 'Save the file as UTF-8.' },
  { code: 'MULTIPLE_ANCHORS', message: 'A value has two anchors', help: 'Remove one of them.' },
  { code: 'MULTIPLE_TAGS', message: 'A value has two tags', help: 'Remove one of them.' },
  { code: 'ALIAS_PROPS', message: 'An alias has an anchor or a tag', help: 'Remove it.' },
];

/** What is said of anything else. */
export const otherSyntaxWords: Omit<SyntaxWords, 'code'> = {
  message: 'The parser stops at {text}',
  help: 'Correct the indentation, or put the value in quotes.',
};
