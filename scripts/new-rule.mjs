import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const id = process.argv[2] ?? '';
if (!/^[a-z]+\/[a-z][a-z0-9-]*$/u.test(id)) {
  console.error('usage: npm run new-rule -- category/name-in-kebab-case');
  process.exit(2);
}
const depth = '../..';
const files = {
  [`rules/${id}.ts`]: `import { defineRule } from '${depth}/src/rule/index.ts';

export default defineRule({
  id: '${id}',
  kinds: ['Cluster'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A Cluster names what it wants',
  why: 'One or two sentences: what happens to who ignores this.',
  remedy: 'One sentence: what to write instead.',
  references: ['https://cloudnative-pg.io/documentation/current/'],

  check(cluster) {
    const name = cluster.get('string', 'spec', 'imageName');
    if (name === undefined || name.value !== 'wrong') return undefined;
    return { at: name.at, message: \`"\${name.value}" is wrong\` };
  },
});
`,
  [`fixtures/rules/${id}/bad.yaml`]: `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: shop
spec:
  instances: 3
  imageName: wrong # expect: ${id} "wrong"
  storage:
    size: 10Gi
`,
  [`fixtures/rules/${id}/good.yaml`]: `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: shop
spec:
  instances: 3
  storage:
    size: 10Gi
`,
};
for (const path of Object.keys(files)) {
  if (!existsSync(path)) continue;
  console.error(`${path} exists already`);
  process.exit(1);
}
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(path);
}
console.log('Write the fixtures first, then the check; then run `npm run generate` and `npm test`.');
