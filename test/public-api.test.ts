import { expect, test } from 'vitest';

/* What each door offers: a name that goes away breaks somebody. */

test.each([
  ['cnpg-lint', '../src/index.ts'],
  ['cnpg-lint/core', '../src/core.ts'],
  ['cnpg-lint/models', '../src/models/index.ts'],
  ['cnpg-lint/testing', '../src/testing/index.ts'],
])('%s', async (name, path) => {
  const door = (await import(path)) as object;
  await expect(`${Object.keys(door).sort().join('\n')}\n`).toMatchFileSnapshot(
    `../fixtures/api/${name.replace('/', '-')}.txt`,
  );
});
