import { parse } from '../manifest/document.ts';
import type { Editor } from '../manifest/editor.ts';
import { type DocumentText, splitDocuments } from '../manifest/split.ts';
import { YamlEditor } from '../manifest/yaml-edits.ts';
import { LineIndex } from '../text/line-index.ts';
import type { SourceFile } from '../text/source.ts';
import type { Reading } from './reading.ts';

/** A file with what was read from it. Syntax trees are made again only where text is to be edited. */
export class Source {
  readonly file: SourceFile;
  readonly reading: Reading;
  #lines: LineIndex | undefined;
  #texts: readonly DocumentText[] | undefined;

  constructor(file: SourceFile, reading: Reading) {
    this.file = file;
    this.reading = reading;
  }

  get path(): string {
    return this.file.path;
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.file.text);
    return this.#lines;
  }

  /** The texts of the file's documents, ours and others. */
  get documents(): readonly DocumentText[] {
    this.#texts ??= splitDocuments(this.file);
    return this.#texts;
  }

  /** Byte-preserving edits of one of the file's documents. */
  editor(document: number): Editor {
    // Findings of one document come together, and each asks for its editor.
    if (latest?.source !== this || latest.document !== document) {
      const range = this.documents[document] ?? { start: 0, end: 0 };
      latest = { source: this, document, editor: new YamlEditor(this.file, parse(this.file.text, range)) };
    }
    return latest.editor;
  }
}

/** The editor that was asked for last; more than one would keep syntax trees that nobody needs any more. */
let latest: { readonly source: Source; readonly document: number; readonly editor: Editor } | undefined;
