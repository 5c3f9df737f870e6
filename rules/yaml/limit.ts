import { defineRule } from '../../src/rule/index.ts';

/** What is too much of what, around the bound. */
const words = new Map([
  ['size', ['is longer than', 'characters, and the API server takes no request above 3 MiB']],
  ['tokens', ['consists of more than', 'pieces']],
  ['depth', ['nests more than', 'levels deep']],
  ['aliases', ['repeats more than', 'values by its aliases']],
]);

export default defineRule({
  id: 'yaml/limit',
  kinds: [],
  consequence: 'refused',
  preset: 'server',
  summary: 'A document is of a size that can be read',
  why: 'The API server refuses large requests, and parsers give up on documents that nest or repeat themselves without end. The document is not linted.',
  remedy: 'Split the document, or write out what its aliases repeat.',
  references: [
    'https://kubernetes.io/docs/reference/using-api/api-concepts/',
    'https://en.wikipedia.org/wiki/Billion_laughs_attack',
  ],

  checkText({ code, range, detail }, source) {
    if (code !== 'limit') return undefined;
    const [before, after] = words.get(String(detail['what'])) ?? [];
    return { at: { source, range }, message: `The document ${before} ${detail['limit']} ${after}` };
  },
});
