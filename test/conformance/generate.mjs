/*
 * Makes manifests and pairs to judge: our own bases, changed one to three times. The same seed makes the same bytes.
 * Usage: node test/conformance/generate.mjs --cases 10 --changes 5 --seed 1
 */
import { readdirSync, readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { mutateBySchema } from './mutate.mjs';
import { metadataMutations, webhookMutations } from './mutate-for-webhooks.mjs';
import { storedStatus, updateMutations } from './mutate-updates.mjs';
import { randomOf } from './random.mjs';

const folder = new URL('bases/', import.meta.url);

/** Every base manifest, in the order of the files. */
export function readBases() {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => parseAllDocuments(readFileSync(new URL(name, folder), 'utf8')).map((one) => one.toJS()));
}

/** Creations and then updates, one at a time: a run of 50,000 need not hold them all. */
export function* generate({ seed = 1, cases = 0, changes = 0 }) {
  const bases = readBases();
  for (let index = 0; index < cases; index += 1) {
    const random = randomOf(seed, index);
    // The first ones are the bases themselves: a valid manifest that is refused is the worst of errors.
    const manifest = structuredClone(bases[index] ?? pickBase(random, bases));
    if (index >= bases.length) mutate(random, manifest);
    yield { id: `c${seed}-${index}`, manifest };
  }
  for (let index = 0; index < changes; index += 1) {
    const random = randomOf(seed, 0x40000000 + index);
    const old = structuredClone(pickBase(random, bases));
    if (random.chance(35)) mutate(random, old);
    const changed = structuredClone(old);
    mutateForUpdate(random, changed);
    // An update is of the same object.
    Object.assign(changed.metadata, { name: old.metadata.name, generateName: old.metadata.generateName });
    if (old.kind === 'Cluster' && random.chance(40)) old.status = storedStatus(random);
    yield { id: `p${seed}-${index}`, old, new: changed };
  }
}

/** Two of three are Clusters: nearly all there is to judge is in them. */
function pickBase(random, bases) {
  const wantsCluster = random.chance(66);
  return random.pick(bases.filter(({ kind }) => (kind === 'Cluster') === wantsCluster));
}

function mutate(random, manifest) {
  for (let count = random.pick([1, 1, 1, 2, 2, 3]); count > 0; count -= 1) mutateOnce(random, manifest);
}

function mutateOnce(random, manifest) {
  const own = webhookMutations[manifest.kind];
  if (random.chance(3)) apply(random, manifest, random.pick(metadataMutations));
  else if (own.length > 0 && random.chance(55)) apply(random, manifest, random.pick(own));
  else mutateBySchema(random, manifest, random.pick(['1.22', '1.25', '1.28', '1.30', '1.30', '1.30']));
}

function mutateForUpdate(random, manifest) {
  for (let count = random.pick([1, 1, 2, 3]); count > 0; count -= 1) {
    if (random.chance(65)) apply(random, manifest, random.pick(updateMutations[manifest.kind]));
    else mutateOnce(random, manifest);
  }
}

/** An earlier mutation may have left no `spec` to change. */
function apply(random, manifest, mutation) {
  if (typeof manifest.spec === 'object' && manifest.spec !== null && !Array.isArray(manifest.spec))
    mutation(random, manifest);
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, cases: { type: 'string' }, changes: { type: 'string' } },
  });
  const number = (text, otherwise) => Number(text ?? otherwise);
  const wanted = { seed: number(values.seed, 1), cases: number(values.cases, 10), changes: number(values.changes, 0) };
  for (const one of generate(wanted)) console.log(JSON.stringify(one));
}
