/** The types of the schema in words, with their article. */
export const typeWords: ReadonlyMap<string, string> = new Map([
  ['string', 'a string'],
  ['integer', 'an integer'],
  ['number', 'a number'],
  ['boolean', 'a boolean'],
  ['object', 'a mapping'],
  ['array', 'a list'],
  ['integer or string', 'an integer or a string'],
]);
