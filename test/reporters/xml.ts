import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';

/** What libxml2 says of documents, by a schema of this folder; nothing if all is well. */
export async function complaints(documents: readonly string[], schema: string): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: documents.map((contents, index) => ({ fileName: `${index}.xml`, contents })),
    schema,
  });
  return errors.map(({ rawMessage }) => rawMessage);
}

export function schemaNamed(name: string): string {
  return readFileSync(new URL(`schemas/${name}`, import.meta.url), 'utf8');
}

/** The values of an attribute of an element, in the order of a document, as a parser of XML hands them on. */
export function valuesOf(document: string, element: string, attribute: string): string[] {
  const tags = new RegExp(`<${element}(?: [^>]*)? ${attribute}="([^"]*)"`, 'gu');
  return [...document.matchAll(tags)].map(([, value = '']) =>
    value
      .replaceAll('&#35;', '#')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&'),
  );
}
