import { retentionOf } from '../../src/facts/recovery-window.ts';
import { defineRule } from '../../src/rule/index.ts';
import { counted, parseSpan, spanInWords, spanPattern } from '../../src/values/span.ts';

export default defineRule({
  id: 'backup/retention-window',
  kinds: ['Cluster', 'ObjectStore'],
  consequence: 'advice',
  preset: 'production',
  summary: 'The recovery window is neither very short nor absurdly long',
  why:
    'A window of a day does not outlive a weekend: what goes wrong on Friday cannot be undone on Monday. A window of years costs space, ' +
    'and may break what was promised on the deletion of data; most often its `m` was taken for minutes.',
  remedy: 'Write how long backups are needed, in days or weeks: `30d`, `4w`.',
  exceptions: ['A month counts 30 days here.', 'A policy that nothing reads is the business of another rule.'],
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/retention/',
    'https://cloudnative-pg.io/documentation/current/appendixes/backup_barmanobjectstore/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/3809',
  ],
  options: {
    schema: {
      min: { type: 'string', pattern: spanPattern, description: 'The shortest window that is useful' },
      max: { type: 'string', pattern: spanPattern, description: 'The longest window that is credible' },
    },
    defaults: { min: '7d', max: '400d' },
  },

  check(subject, context) {
    const window = retentionOf(subject, context);
    if (!window) return undefined;
    const { field, count, unit, seconds } = window;
    const least = parseSpan(context.options.min) ?? 0;
    const most = parseSpan(context.options.max) ?? Number.POSITIVE_INFINITY;
    if (seconds >= least && seconds <= most) return undefined;
    const keeps = `"${field.value}" keeps backups for ${counted(count, unit)}`;
    if (seconds < least) return { at: field.at, message: `${keeps} only, less than ${spanInWords(least)}` };
    const inDays = parseSpan(`${count}d`) ?? 0;
    const isMistaken = unit === 'month' && inDays >= least && inDays <= most;
    return {
      at: field.at,
      message: `${keeps}, more than ${spanInWords(most)}`,
      ...(isMistaken && { help: `The "m" is for months: write "${count}d" for ${counted(count, 'day')}.` }),
    };
  },
});
