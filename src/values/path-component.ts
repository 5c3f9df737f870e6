/** What is wrong with a text as the name of one file or directory: the end of a sentence, nothing for a good one. */
export function pathComponentFault(text: string): string | undefined {
  if (text === '.' || text === '..') return 'is no name, but a way to another directory';
  const separator = /[/\\]/u.exec(text)?.[0];
  return separator === undefined ? undefined : `has a "${separator}", so it would be a path`;
}
