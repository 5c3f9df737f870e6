import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/certificates-alt-dns-names-with-server-tls',
  kinds: ['Cluster'],
  about: 'spec.certificates.serverAltDNSNames',
  consequence: 'refused',
  preset: 'server',
  summary: 'The server certificate is either made by the operator, with further DNS names, or brought along',
  why: 'The webhook refuses further DNS names beside a server certificate of your own: its names are fixed already, and the operator cannot add to them.',
  remedy:
    'Issue your certificate with these DNS names and remove `serverAltDNSNames`, or leave the certificate to the operator by removing `serverTLSSecret`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/certificates/#server-certificate',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const secret = cluster.get('string', 'spec', 'certificates', 'serverTLSSecret');
    const names = cluster.get('array', 'spec', 'certificates', 'serverAltDNSNames');
    if (!secret || secret.value === '' || !names || names.value.length === 0) return undefined;
    return {
      at: names.at,
      message: `serverAltDNSNames cannot be added to the server certificate of secret "${secret.value}"`,
      related: [{ at: secret.at, message: 'The certificate that is brought along' }],
    };
  },
});
