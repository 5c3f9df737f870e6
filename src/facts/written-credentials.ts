import type { Path, RawFinding, Resource } from '../rule/index.ts';

/** Variables that hold a secret by their names, and those that only say something of one. */
const secretName = /SECRET|PASSWORD|TOKEN|ACCESS_KEY|(?:^|_)SAS(?:_|$)/iu;
const harmlessName = /(?:_FILE|_PATH|_DIR|_NAME|_URL|_URI|_TTL|_ENABLED|_LIFETIME|_EXPIRY|_ENCRYPTION)$/iu;
const harmlessValue = /^(?:true|false|\d*|\/.*)$/u;
/** An identifier of an access key of AWS. */
const accessKey = /(?<![A-Z0-9])A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Z0-9])/u;

/** Every credential that a resource holds itself, where it should refer to a Secret; those in SQL apart. */
export function* writtenCredentials(subject: Resource): Generator<RawFinding> {
  for (const path of environments(subject)) yield* variables(subject, path);
  yield* connections(subject);
  yield* annotations(subject);
}

/** The lists of environment variables that a resource may have. */
function environments(subject: Resource): readonly Path[] {
  const own = [
    ['spec', 'env'],
    ['spec', 'instanceSidecarConfiguration', 'env'],
  ];
  const pod = ['spec', 'template', 'spec'];
  const containers = ['containers', 'initContainers'].flatMap((list) =>
    [...(subject.get('array', ...pod, list)?.value.keys() ?? [])].map((index) => [...pod, list, index, 'env']),
  );
  return [...own, ...containers];
}

function* variables(subject: Resource, list: Path): Generator<RawFinding> {
  for (const index of subject.get('array', ...list)?.value.keys() ?? []) {
    const name = subject.get('string', ...list, index, 'name');
    const value = subject.get('string', ...list, index, 'value');
    if (!name || !secretName.test(name.value) || harmlessName.test(name.value)) continue;
    if (!value || value.assumed || harmlessValue.test(value.value)) continue;
    yield {
      at: value.at,
      message: `The value of "${name.value}" stands in the manifest in clear`,
      help: 'Put the value into a Secret, and refer to it by valueFrom.secretKeyRef.',
    };
  }
}

function* connections(subject: Resource): Generator<RawFinding> {
  for (const index of subject.get('array', 'spec', 'externalClusters')?.value.keys() ?? []) {
    const external = ['spec', 'externalClusters', index];
    const password = subject.get('string', ...external, 'connectionParameters', 'password');
    if (!password || password.assumed || password.value === '') continue;
    yield {
      at: password.at,
      message: `The password of external cluster "${subject.text(...external, 'name')?.value ?? ''}" stands in the manifest in clear`,
      help: 'Put it into a Secret, and refer to it by the field password of the external cluster.',
    };
  }
}

function* annotations(subject: Resource): Generator<RawFinding> {
  for (const path of [
    ['metadata', 'annotations'],
    ['spec', 'inheritedMetadata', 'annotations'],
  ])
    for (const key of Object.keys(subject.get('object', ...path)?.value ?? {})) {
      const value = subject.get('string', ...path, key);
      if (!value || value.assumed) continue;
      const found = accessKey.exec(value.value);
      if (!found) continue;
      yield {
        at: { ...value.at, within: { start: found.index, end: found.index + found[0].length } },
        message: `Annotation "${key}" holds the access key "${found[0]}"`,
        help: 'Remove it, and replace the key: it has been in view.',
      };
    }
}
