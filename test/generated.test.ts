import { expect, test } from 'vitest';

test('`npm run generate` changes nothing', async () => {
  const path = '../scripts/generate.mjs';
  const { generate } = (await import(path)) as { generate: () => Promise<string[]> };
  expect(await generate()).toEqual([]);
});
