import { effective } from '../../src/facts/effective.ts';
import { instanceCount } from '../../src/facts/instance-count.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule, type Field, type Resource, type RuleContext } from '../../src/rule/index.ts';

const least = 60;

export default defineRule({
  id: 'ha/switchover-delay',
  kinds: ['Cluster'],
  consequence: 'outage',
  preset: 'production',
  summary: 'A Cluster leaves PostgreSQL the time to stop cleanly',
  why:
    'PostgreSQL is killed when the time is up. In a switchover, WAL that has not reached the standby or the archive by then is lost. ' +
    'The delay of a stop begins with the smart shutdown, which waits for clients; only what is left of it is for the fast shutdown.',
  remedy:
    'Leave the defaults: 3600 for switchoverDelay, 1800 for stopDelay and 180 for smartShutdownTimeout, or raise them.',
  exceptions: [
    'Zero, which stands for the default of the two delays.',
    'The delay of a switchover in a cluster with a single instance.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/instance_manager/#shutdown-control',
    'https://cloudnative-pg.io/documentation/current/failover/',
  ],

  *check(cluster, context) {
    const switchover = delay(cluster, context, 'switchoverDelay');
    if (switchover && isWritten(switchover) && isShort(switchover) && instanceCount(cluster, context)?.value !== 1)
      yield {
        at: switchover.at,
        message: `switchoverDelay is ${switchover.value}, so PostgreSQL is killed after ${switchover.value} seconds of a switchover and may lose commits`,
      };
    const stop = delay(cluster, context, 'stopDelay');
    const smart = delay(cluster, context, 'smartShutdownTimeout');
    if (!stop || stop.value <= 0) return;
    if (smart && stop.value <= smart.value) {
      const at = isWritten(stop) ? stop.at : smart.at;
      yield {
        at,
        message: `stopDelay is ${shown(stop)}, no longer than smartShutdownTimeout, ${shown(smart)}, so no time is left for a fast shutdown`,
      };
    } else if (isShort(stop))
      yield {
        at: stop.at,
        message: `stopDelay is ${stop.value}, so PostgreSQL is killed after ${stop.value} seconds of a shutdown`,
      };
  },
});

/** A number of seconds as it holds; of a patch, or where a patch has the say, only what is written is known. */
function delay(cluster: Resource, context: RuleContext<object>, name: string): Field<number> | undefined {
  const isOpen = mayBePatched(cluster, context, 'spec', name) && !cluster.isPartial;
  const object = cluster.isPartial ? cluster : context.fact(effective, cluster);
  return isOpen ? undefined : object.get('integer', 'spec', name);
}

function isWritten({ at }: Field<number>): boolean {
  return at.resource.isWritten(...at.path);
}

function isShort({ value }: Field<number>): boolean {
  return value > 0 && value < least;
}

function shown(field: Field<number>): string {
  return `${field.value}${isWritten(field) ? '' : ' by default'}`;
}
