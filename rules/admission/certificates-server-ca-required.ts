import { patchesOf } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/certificates-server-ca-required',
  kinds: ['Cluster'],
  about: 'spec.certificates.serverTLSSecret',
  consequence: 'refused',
  preset: 'server',
  summary: 'A server certificate that is brought along comes with its CA',
  why: 'Clients and standbys need the CA to check the server: the webhook refuses a server certificate of your own without the secret of the CA that signed it.',
  remedy: 'Set `serverCASecret` to the secret that holds the CA as `ca.crt`; it may be the same secret.',
  exceptions: ['Clusters to which a patch gives the CA.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/certificates/#server-certificate',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const ca = ['spec', 'certificates', 'serverCASecret'];
    const secret = cluster.get('string', 'spec', 'certificates', 'serverTLSSecret');
    if (!secret || secret.value === '' || !cluster.isEmpty(...ca)) return undefined;
    if (patchesOf(cluster, context).some((patch) => patch.has(...ca))) return undefined;
    return {
      at: cluster.at(...ca),
      message: `The server certificate comes from secret "${secret.value}", but serverCASecret does not say which CA signed it`,
      related: [{ at: secret.at, message: 'The certificate that is brought along' }],
    };
  },
});
