import { postgresMajor } from '../../src/facts/postgres-major.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/postgres-version-unsupported',
  kinds: ['Cluster'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  summary: 'The PostgreSQL major is one that the operator still runs',
  why: 'Each release of the operator has an oldest PostgreSQL major, and its webhook refuses a Cluster that runs an older one.',
  remedy: 'Run a newer major; a database of an old one comes over by an import or a dump.',
  exceptions: ['An image whose tag does not tell the version.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/supported_releases/',
    'https://www.postgresql.org/support/versioning/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const { schemas, target } = context.project;
    const { minimumPostgres, takesNegativeMajor } = schemas.operator(target);
    const major = context.fact(postgresMajor, cluster);
    if (major === undefined || major >= minimumPostgres || (major < 0 && takesNegativeMajor)) return undefined;
    const hasCatalog = cluster.has('spec', 'imageCatalogRef');
    const isLeftOut = hasCatalog && !cluster.isWritten('spec', 'imageCatalogRef', 'major');
    const oldest = `the oldest that CloudNativePG ${target.cnpg} runs is ${minimumPostgres}`;
    return {
      at: hasCatalog ? cluster.at('spec', 'imageCatalogRef', 'major') : cluster.at('spec', 'imageName'),
      message: isLeftOut
        ? 'imageCatalogRef does not say which PostgreSQL major it takes from the catalog'
        : `The Cluster runs PostgreSQL "${major}", and ${oldest}`,
      ...(isLeftOut && { help: 'Set `imageCatalogRef.major`, for instance to 17' }),
    };
  },
});
