import { writtenValue } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';
import { isTargetTime, readTargetTime } from '../../src/values/target-time.ts';

const targetTime = ['spec', 'bootstrap', 'recovery', 'recoveryTarget', 'targetTime'];
const tolerance = 5 * 60 * 1000;

export default defineRule({
  id: 'recovery/target-time-zone',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.recoveryTarget',
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A recovery target time has a zone and quotes, and lies in the past',
  why:
    'Without a zone it is one of UTC, hours off for most authors: the transactions that were to be kept are lost, or those that did the ' +
    'damage are kept. A time behind the last transaction of the archive makes the recovery fail at its very end.',
  remedy: 'Write the time in quotes and with its zone, such as "2026-01-31T08:00:39Z" or "2026-01-31T08:00:39+01:00".',
  exceptions: [
    'Times of the next five minutes, as clocks differ.',
    'A text that is no time, of which admission/recovery-target-time-format speaks.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-targets',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/5177',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/264',
  ],

  *check(cluster, { project }) {
    const target = cluster.get('string', ...targetTime);
    if (!target || target.assumed || !isTargetTime(target.value)) return;
    const { instant, hasZone } = readTargetTime(target.value);
    if (!hasZone)
      yield {
        at: target.at,
        message: `targetTime "${target.value}" has no time zone, and is taken for UTC`,
        ...(/\d:\d/u.test(target.value) && {
          help: `Write "${target.value}Z" if it is UTC, or add the zone that is meant, such as "${target.value}+01:00".`,
        }),
      };
    if (instant !== undefined && instant > project.scope.now.getTime() + tolerance)
      yield {
        at: target.at,
        message: `targetTime "${target.value}" is in the future, beyond every transaction that can be archived by now`,
        help: 'Leave the target out to recover all that is archived.',
      };
    // kubectl keeps such a text; many other tools make it a date, and write that in a way of their own.
    if (hasZone && writtenValue(cluster, targetTime) === target.value)
      yield {
        at: target.at,
        message: `targetTime "${target.value}" has no quotes, and tools other than kubectl may write it anew as a date`,
        help: `Write it in quotes: "${target.value}".`,
      };
  },
});
