import { areAppliedTogether } from '../../src/facts/applied-together.ts';
import { disabledServices } from '../../src/facts/disabled-services.ts';
import { managedServices } from '../../src/facts/managed-services.ts';
import { versionsOf } from '../../src/facts/patches.ts';
import { targetClusters } from '../../src/facts/target-clusters.ts';
import { defineRule, type FactContext, type Place, type Resource } from '../../src/rule/index.ts';

/** What the operator calls the Secrets of a Cluster: its name with one of these. */
const secretSuffixes = ['-app', '-superuser', '-ca', '-server', '-replication'];

export default defineRule({
  id: 'pooler/name-collision',
  kinds: ['Pooler'],
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A Pooler has a name that nothing else of the operator bears',
  why:
    'The operator makes a Deployment, a Service and a Secret of the name of the Pooler. Where the Cluster has a Service or a Secret of that name already, ' +
    'each takes it from the other: the applications that use it are led astray.',
  remedy: 'Call it after the Cluster with `-pooler-rw` behind it.',
  exceptions: ['The name of a service that the Cluster has disabled.'],
  references: ['https://cloudnative-pg.io/documentation/current/connection_pooling/'],

  check(pooler, context) {
    if (pooler.name === '') return undefined;
    const found = ownService(pooler, context) ?? additionalService(pooler, context) ?? secretOf(pooler, context);
    if (!found) return undefined;
    return {
      at: pooler.at('metadata', 'name'),
      message: `"${pooler.name}" is the name of ${found.what}, and the Pooler makes one of its own name`,
      help: `Call it "${pooler.text('spec', 'cluster', 'name')?.value ?? ''}-pooler-${pooler.text('spec', 'type')?.value ?? 'rw'}", for example.`,
      ...(found.at && { related: [{ at: found.at, message: 'It is used here' }] }),
    };
  },
});

interface Collision {
  readonly what: string;
  readonly at?: Place;
}

/** A service or secret that the operator makes for the Pooler's Cluster, or for another one beside it. */
function ownService(pooler: Resource, context: FactContext): Collision | undefined {
  const { reservedServiceSuffixes } = context.project.schemas.operator(context.project.target);
  for (const suffix of [...reservedServiceSuffixes, ...secretSuffixes]) {
    if (!pooler.name.endsWith(suffix)) continue;
    const name = pooler.name.slice(0, -suffix.length);
    const isOwn = name === pooler.text('spec', 'cluster', 'name')?.value;
    const others = context.project.named(pooler, 'Cluster', name);
    const cluster = others.find((one) => areAppliedTogether(one, pooler, context.project));
    if (name === '' || (!isOwn && !cluster)) continue;
    const isService = !secretSuffixes.includes(suffix);
    const clusters = isOwn ? context.fact(targetClusters, pooler) : others;
    const isDisabled =
      isService &&
      clusters
        .flatMap((one) => versionsOf(one, context))
        .some((one) => context.fact(disabledServices, one).has(suffix.slice(1)));
    if (!isDisabled) return { what: `a ${isService ? 'Service' : 'Secret'} of cluster "${name}"` };
  }
  return undefined;
}

function additionalService(pooler: Resource, context: FactContext): Collision | undefined {
  const services = context.fact(targetClusters, pooler).flatMap((cluster) => context.fact(managedServices, cluster));
  const same = services.find(({ name }) => name?.value === pooler.name)?.name;
  return same && { what: `an additional Service of cluster "${same.at.resource.name}"`, at: same.at };
}

/** A Secret that somebody wrote. */
function secretOf(pooler: Resource, { project }: FactContext): Collision | undefined {
  const secret = project.named(pooler, 'Secret', pooler.name).find((one) => areAppliedTogether(one, pooler, project));
  return secret && { what: 'a Secret', at: secret.at('metadata', 'name') };
}
