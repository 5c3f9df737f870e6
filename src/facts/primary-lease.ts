import { defineFact, type Resource } from '../rule/index.ts';

/** A number of the primary lease; nothing where a placeholder hides it. */
export interface LeaseTimes {
  readonly duration: number | undefined;
  readonly renewDeadline: number | undefined;
  readonly retryPeriod: number | undefined;
}

/** The times of a Cluster's primary lease, in seconds, with what the operator takes for those not given. */
export const leaseTimes = defineFact<Resource, LeaseTimes>({
  name: 'lease-times',
  compute(cluster) {
    const seconds = (name: string, otherwise: number): number | undefined => {
      const path = ['spec', 'primaryLease', name];
      return cluster.get('integer', ...path)?.value ?? (cluster.has(...path) ? undefined : otherwise);
    };
    return {
      duration: seconds('leaseDurationSeconds', 15),
      renewDeadline: seconds('renewDeadlineSeconds', 10),
      retryPeriod: seconds('retryPeriodSeconds', 2),
    };
  },
});
