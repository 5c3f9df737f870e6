import type { ResourcePlace } from '../model/resource.ts';
import { defineFact, type Resource } from '../rule/index.ts';

/** The name that a Cluster gets. */
export interface ClusterName {
  /** As the webhook sees it; for a generated one, with any five characters at the end. */
  readonly value: string;
  /** The written name as a message has it: what names are made from, for a generated one. */
  readonly shown: string;
  readonly at: ResourcePlace;
}

const longestPrefix = 58;

/** Which name does a Cluster get, if it is known? The API server adds five letters and digits to `generateName`. */
export const clusterName = defineFact<Resource, ClusterName | undefined>({
  name: 'cluster-name',
  compute(cluster) {
    const name = cluster.get('string', 'metadata', 'name');
    if (name && name.value !== '') return { value: name.value, shown: `"${name.value}"`, at: name.at };
    const prefix = cluster.get('string', 'metadata', 'generateName');
    if (!prefix || prefix.value === '' || !cluster.isEmpty('metadata', 'name')) return undefined;
    return {
      value: `${prefix.value.slice(0, longestPrefix)}00000`,
      shown: `generateName "${prefix.value}"`,
      at: prefix.at,
    };
  },
});
