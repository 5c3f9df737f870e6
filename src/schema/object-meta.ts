import type { Schema } from './schema.ts';

const text: Schema = { type: 'string' };
const whole: Schema = { type: 'integer', format: 'int64' };
const texts: Schema = { type: 'object', additionalProperties: text };
const anything: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** The `metadata` of every resource, which a CRD leaves to the API server. */
export const objectMeta: Schema = {
  type: 'object',
  properties: {
    annotations: texts,
    creationTimestamp: text,
    deletionGracePeriodSeconds: whole,
    deletionTimestamp: text,
    finalizers: { type: 'array', items: text },
    generateName: text,
    generation: whole,
    labels: texts,
    managedFields: { type: 'array', items: anything },
    name: text,
    namespace: text,
    ownerReferences: { type: 'array', items: anything },
    resourceVersion: text,
    selfLink: text,
    uid: text,
  },
  additionalProperties: false,
};

/** An object that only the cluster fills in. */
export const opaque: Schema = anything;
