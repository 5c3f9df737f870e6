import { patchesOf } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/certificates-client-ca-required',
  kinds: ['Cluster'],
  about: 'spec.certificates.replicationTLSSecret',
  consequence: 'refused',
  preset: 'server',
  summary: 'A client certificate for replication that is brought along comes with its CA',
  why: 'The server needs the CA to check the standbys that connect to it: the webhook refuses a client certificate for replication of your own without the secret of the CA that signed it.',
  remedy: 'Set `clientCASecret` to the secret that holds the CA as `ca.crt`; it may be the same secret.',
  exceptions: ['Clusters to which a patch gives the CA.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/certificates/#client-certificate',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const ca = ['spec', 'certificates', 'clientCASecret'];
    const secret = cluster.get('string', 'spec', 'certificates', 'replicationTLSSecret');
    if (!secret || secret.value === '' || !cluster.isEmpty(...ca)) return undefined;
    if (patchesOf(cluster, context).some((patch) => patch.has(...ca))) return undefined;
    return {
      at: cluster.at(...ca),
      message: `The replication certificate comes from secret "${secret.value}", but clientCASecret does not say which CA signed it`,
      related: [{ at: secret.at, message: 'The certificate that is brought along' }],
    };
  },
});
