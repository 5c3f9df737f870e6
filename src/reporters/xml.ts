import { visible } from './escape.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** An XML 1.0 document with one root. */
export function xmlDocument(root: readonly string[]): string {
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...root, ''].join('\n');
}

/** An element as lines: its attributes in their order, and the lines of its children, indented. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly string[] = [],
): string[] {
  const start = `<${[name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(String(value))}"`)].join(' ')}`;
  if (children.length === 0) return [`${start}/>`];
  return [`${start}>`, ...children.map((line) => `  ${line}`), `</${name}>`];
}

/** An element that holds a text of several lines, just as they are. None begins with `::`, a command to the runner of GitHub Actions. */
export function textElement(name: string, attributes: Readonly<Record<string, string>>, text: string): string[] {
  const [tag = ''] = element(name, attributes);
  const lines = text.split('\n').map((line) => escapeXml(line).replace(/^(\s*):(?=:)/u, '$1&#58;'));
  return [`${tag.slice(0, -2)}>${lines.join('\n')}</${name}>`];
}

/** Text for a value of an attribute or between tags; what XML has no room for is shown as an escape. */
function escapeXml(text: string): string {
  return visible(text)
    .replace(/[&<>"]/gu, (character) => entities[character] ?? character)
    .replaceAll('##[', '#&#35;[');
}
