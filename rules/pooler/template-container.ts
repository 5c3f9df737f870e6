import { defineRule, type Field, type Path, type RawFinding, type Resource } from '../../src/rule/index.ts';
import { imageTag } from '../../src/values/image-reference.ts';

const name = 'pgbouncer';

export default defineRule({
  id: 'pooler/template-container',
  kinds: ['Pooler'],
  consequence: 'outage',
  preset: 'recommended',
  fixable: true,
  summary:
    'The container for PgBouncer in the template of a Pooler is called "pgbouncer", and its image is not too old',
  why:
    'The operator merges its own settings into the container of that name alone. Another one runs beside it, without configuration. ' +
    'PgBouncer before 1.19 does not know `auth_dbname`, which the operator sets.',
  remedy: 'Call the container "pgbouncer".',
  exceptions: [
    'Sidecars: a container with an image of its own that is not PgBouncer, such as an exporter.',
    'An image with a digest alone, or the tag `latest`, does not tell its version.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/connection_pooling/#pod-templates',
    'https://www.pgbouncer.org/changelog.html',
  ],

  *check(pooler) {
    const list = ['spec', 'template', 'spec', 'containers'];
    const containers = pooler.list('object', ...list).map(({ at }) => containerAt(pooler, at.path));
    const isThere = containers.some(
      (one) => !one.name || pooler.isUnknown(...one.path, 'name') || one.name.value === name,
    );
    for (const container of containers) {
      const misnamed = isThere || pooler.isPartial ? undefined : misnamedIn(container, pooler, containers.length === 1);
      if (misnamed) yield misnamed;
      const image = container.name?.value === name ? imageFault(container.image) : undefined;
      if (image) yield image;
    }
    const own = imageFault(pooler.get('string', 'spec', 'pgbouncer', 'image'));
    if (own) yield own;
  },
});

interface Container {
  readonly path: Path;
  readonly name: Field<string> | undefined;
  readonly image: Field<string> | undefined;
}

function containerAt(pooler: Resource, path: Path): Container {
  return { path, name: pooler.text(...path, 'name'), image: pooler.get('string', ...path, 'image') };
}

/** A container that is meant for PgBouncer: by its image, or because without one it can be nothing else. */
function misnamedIn({ path, name: own, image }: Container, pooler: Resource, isOnly: boolean): RawFinding | undefined {
  if (!own || own.value === '') return undefined;
  const isByImage = image !== undefined && /(?:^|[/_-])pgbouncer(?=[:@]|$)/u.test(image.value);
  const isSetting = !pooler.has(...path, 'image') && (pooler.has(...path, 'resources') || pooler.has(...path, 'env'));
  if (!isByImage && !isSetting) return undefined;
  return {
    at: own.at,
    message: isByImage
      ? `The container "${own.value}" runs PgBouncer beside the one that the operator configures, which is called "${name}"`
      : `The container "${own.value}" has no image, and the settings of the one that is called "${name}" stay as they are`,
    ...(isOnly && {
      fix: {
        title: `Call it "${name}"`,
        safe: isByImage,
        edits: pooler.editor.set(pooler.inDocument(...path, 'name'), name),
      },
    }),
  };
}

/** An image of PgBouncer that is too old, or does not say how old it is. */
function imageFault(image: Field<string> | undefined): RawFinding | undefined {
  if (!image || image.value === '' || image.assumed) return undefined;
  const tag = imageTag(image.value);
  const version = /^v?(\d+)\.(\d+)/u.exec(tag);
  if (tag === 'latest' && !/:latest(?:@|$)/u.test(image.value))
    return {
      at: image.at,
      message: `"${image.value}" has no tag, so any version of PgBouncer may be behind it`,
      help: 'Add the tag of a release.',
    };
  const [major = 0, minor = 0] = version?.slice(1).map(Number) ?? [];
  if (!version || major > 1 || minor >= 19) return undefined;
  return {
    at: image.at,
    message: `PgBouncer ${version[0]} does not know "auth_dbname", which the operator sets`,
    help: 'Use PgBouncer 1.19 or later.',
  };
}
