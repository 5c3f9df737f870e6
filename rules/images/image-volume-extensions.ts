import { imageExtensions, misfit } from '../../src/facts/image-extensions.ts';
import { uncreatedExtension } from '../../src/facts/uncreated-extension.ts';
import { defineRule, type RawFinding } from '../../src/rule/index.ts';

/** The first PostgreSQL that looks for extensions in several folders. */
const firstMajor = 18;
/** The first minors of Kubernetes that have image volumes: behind a feature gate, and by default. */
const gated = 33;
const ungated = 35;

export default defineRule({
  id: 'images/image-volume-extensions',
  kinds: ['Cluster', 'ImageCatalog', 'ClusterImageCatalog'],
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.27',
  summary: 'An extension that is mounted as an image fits PostgreSQL and Kubernetes',
  why: 'Otherwise the pod cannot be made, or PostgreSQL does not find or load the extension. The rolling update stops at the first instance.',
  remedy: 'Use PostgreSQL 18 or later, Kubernetes 1.35 or later, and the image for that major and distribution.',
  exceptions: [
    'Kubernetes counts only if `kubernetesVersion` is configured; 1.33 and 1.34, which need the feature gate ImageVolume, are a warning.',
    'A tag that does not end in a major and a distribution, such as `0.8.1-18-trixie`, tells nothing.',
    'That no Database creates an extension is information, and only of a new cluster of which nothing else may create one.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/imagevolume_extensions/',
    'https://cloudnative-pg.io/documentation/current/image_catalog/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/image-volumes/',
  ],

  *check(subject, context) {
    for (const list of imageExtensions(subject, context)) {
      const at = subject.key(...list.path);
      if (list.major !== undefined && list.major < firstMajor) {
        yield {
          at,
          message: `PostgreSQL ${list.major} cannot take extensions from images, which needs PostgreSQL ${firstMajor}`,
        };
        return;
      }
      for (const image of list.images) {
        const fault = misfit(image, list);
        const help = 'Use the image of the extension whose tag ends in the major and the distribution of PostgreSQL.';
        if (fault !== undefined) yield { at: image.at, message: `The extension image "${image.value}" ${fault}`, help };
      }
      const { kubernetesMinor } = context.project.scope;
      const old = subject.kind === 'Cluster' ? oldKubernetes(kubernetesMinor) : undefined;
      if (old) yield { at, ...old };
    }
    const uncreated = uncreatedExtension(subject, context);
    if (uncreated)
      yield {
        at: uncreated.at,
        message: `No Database of cluster "${subject.name}" creates the extension that "${uncreated.value}" brings along`,
        severity: 'info',
        help: 'List the extension in a Database, unless the application creates it.',
      };
  },
});

function oldKubernetes(minor: number | undefined): Omit<RawFinding, 'at'> | undefined {
  if (minor === undefined || minor >= ungated) return undefined;
  if (minor < gated) return { message: `Kubernetes 1.${minor} has no image volumes for extensions` };
  return {
    message: `Kubernetes 1.${minor} has image volumes for extensions only with the feature gate ImageVolume`,
    severity: 'warning',
    help: 'Switch the feature gate on, or use Kubernetes 1.35 or later.',
  };
}
