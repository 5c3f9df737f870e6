import { LineIndex } from '../text/line-index.ts';
import type { ReportContext } from './reporter.ts';

/** The text of a file, and where its lines are. */
export interface Opened {
  readonly text: string;
  readonly lines: LineIndex;
}

/** Opens files by their texts, each once; nothing for one whose text is not known. */
export function opener(textOf: ReportContext['textOf']): (file: string) => Opened | undefined {
  const opened = new Map<string, Opened | undefined>();
  return (file) => {
    const text = textOf(file);
    if (!opened.has(file)) opened.set(file, text === undefined ? undefined : { text, lines: new LineIndex(text) });
    return opened.get(file);
  };
}
