import type { TypeMeta } from '@kubernetes-models/base';
import { expectTypeOf } from 'vitest';
import {
  Backup,
  Cluster,
  type ClusterSpec,
  type ICluster,
  type IntOrString,
  type ObjectMeta,
  Pooler,
  type ResourceModel,
  ScheduledBackup,
} from '../../src/models/index.ts';

/* Checked by the compiler alone; nothing here runs. */

const metadata: ObjectMeta = { name: 'shop' };

// What has a default, and what is optional, may be left out.
const cluster = new Cluster({ metadata, spec: { storage: { size: '10Gi' } } });
new Cluster({ metadata, spec: { instances: 3 } });

expectTypeOf(cluster.apiVersion).toEqualTypeOf<'postgresql.cnpg.io/v1'>();
expectTypeOf(cluster.kind).toEqualTypeOf<'Cluster'>();
expectTypeOf(cluster.spec.instances).toEqualTypeOf<number | undefined>();
expectTypeOf(cluster.toJSON()).toEqualTypeOf<ICluster>();
expectTypeOf(Cluster.kind).toEqualTypeOf<'Cluster'>();
expectTypeOf<Cluster>().toExtend<ResourceModel<ICluster>>();
expectTypeOf<Cluster>().toExtend<TypeMeta>();
expectTypeOf<Cluster>().toExtend<ICluster>();

// Field names and types are those of the schema.
// @ts-expect-error There is no such field.
new Cluster({ metadata, spec: { storrage: { size: '10Gi' } } });
// @ts-expect-error A number is due.
new Cluster({ metadata, spec: { instances: 'three' } });
// @ts-expect-error A resource has a spec.
new Cluster({ metadata });
// @ts-expect-error It has metadata, too.
new Cluster({ spec: {} });
// @ts-expect-error The cluster to back up is required.
new Backup({ metadata, spec: { method: 'plugin' } });
// @ts-expect-error The apiVersion is that of the class.
new Cluster({ apiVersion: 'v1', metadata, spec: {} });

// Enumerations are unions.
expectTypeOf<ClusterSpec['primaryUpdateStrategy']>().toEqualTypeOf<'unsupervised' | 'supervised' | undefined>();
const nightly = { cluster: { name: 'shop' }, schedule: '0 0 3 * * *' };
new ScheduledBackup({ metadata, spec: { ...nightly, backupOwnerReference: 'self' } });
// @ts-expect-error One of three is due.
new ScheduledBackup({ metadata, spec: { ...nightly, backupOwnerReference: 'nobody' } });

// Quantities are numbers or strings, and maps have values of one type.
expectTypeOf<IntOrString>().toEqualTypeOf<number | string>();
new Cluster({
  metadata,
  spec: { resources: { requests: { cpu: 2, memory: '4Gi' } }, postgresql: { parameters: { work_mem: '64MB' } } },
});
// @ts-expect-error Neither a number nor a string.
new Cluster({ metadata, spec: { resources: { requests: { cpu: true } } } });
// @ts-expect-error Parameters are strings.
new Cluster({ metadata, spec: { postgresql: { parameters: { max_connections: 200 } } } });

// What a value says of itself narrows its type.
const value: unknown = cluster;
if (Cluster.is(value)) expectTypeOf(value).toEqualTypeOf<ICluster>();
if (Pooler.is(value)) expectTypeOf(value.spec.cluster.name).toEqualTypeOf<string>();
const plain: ICluster = cluster;
new Cluster(plain);

// The status is the operator's: there, but of no known content.
expectTypeOf(cluster.status).toEqualTypeOf<Record<string, unknown> | undefined>();
