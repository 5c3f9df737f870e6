/* Disagreements put together by kind, reason and field over all minors, with the smallest example of each. */

/** A field without its indices, so that the first and the second item are one group. */
const shape = (field) => field.replace(/\[\d+\]|(?<=[./])\d+(?=[./]|$)/gu, '[]');

const percent = (part, whole) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(3)} %`);

export class Groups {
  #groups = new Map();
  #totals = new Map();
  cases = 0;
  disagreements = 0;

  /** Counts a case; where its difference is known, it counts for nothing else. */
  add(one, { kind, minor, verdict, said }, compared, knownReason) {
    const total = this.#totalOf(minor);
    if (knownReason) {
      total.known += 1;
      return;
    }
    total.cases += 1;
    this.cases += 1;
    if (compared.isRefused === compared.weRefuse) total.verdicts += 1;
    else {
      this.disagreements += 1;
      this.#disagree(one, minor, `VERDICT  ${kind}: ${reasonOf(verdict, said, compared)}`);
    }
    for (const { stage, type, field, agrees, isNear } of compared.fields) {
      total.fields += 1;
      if (isNear) total.near += 1;
      if (agrees) total.fieldsAgree += 1;
      // Where nothing at all is refused by us, the verdict says it already.
      else if (compared.weRefuse)
        this.#disagree(one, minor, `FIELD    ${kind}: ${stage} ${type} ${shape(field)} is not among ours`);
    }
    if (compared.warnings) {
      total.warned += 1;
      const { expected, ours } = compared.warnings;
      if (expected === ours) total.warningsAgree += 1;
      else this.#disagree(one, minor, `WARNINGS ${kind}: ${expected} expected, ${ours} ours${warningsOf(said)}`);
    }
  }

  #totalOf(minor) {
    if (!this.#totals.has(minor))
      this.#totals.set(minor, {
        cases: 0,
        known: 0,
        verdicts: 0,
        fields: 0,
        fieldsAgree: 0,
        near: 0,
        warned: 0,
        warningsAgree: 0,
      });
    return this.#totals.get(minor);
  }

  #disagree(one, minor, key) {
    const group = this.#groups.get(key) ?? { count: 0, minors: new Set(), example: undefined };
    this.#groups.set(key, group);
    group.count += 1;
    group.minors.add(minor);
    const example = JSON.stringify(one);
    if (!group.example || example.length < group.example.length) group.example = example;
  }

  print(most) {
    const sorted = [...this.#groups].sort(
      ([a, x], [b, y]) => kindOf(a) - kindOf(b) || y.count - x.count || (a < b ? -1 : 1),
    );
    for (const [key, { count, minors, example }] of sorted.slice(0, most))
      console.log(`${count} x ${key}\n  in ${[...minors].join(', ')}\n  ${example}\n`);
    if (sorted.length > most) console.log(`… and ${sorted.length - most} groups more (--groups)\n`);
    for (const [minor, one] of this.#totals)
      console.log(
        `${minor}: ${one.cases} cases (${one.known} known differences apart), verdicts ${percent(one.verdicts, one.cases)}, ` +
          `fields ${percent(one.fieldsAgree, one.fields)} of ${one.fields} (parent or child ${percent(one.near, one.fields)}), ` +
          `warnings ${percent(one.warningsAgree, one.warned)}`,
      );
  }
}

/** Verdicts before fields before warnings. */
const kindOf = (key) => ['VERDICT', 'FIELD', 'WARNINGS'].indexOf(key.split(' ')[0]);

/** The first thing that one side says and the other does not. */
function reasonOf(verdict, said, { isRefused, fields }) {
  if (!isRefused) {
    const [, rule, path] = said.find(([severity]) => severity === 'error');
    return `we refuse, ${rule} at ${shape(path)}`;
  }
  const [first] = fields;
  return `we accept; ${verdict.refusedBy}${first ? ` ${first.type} ${shape(first.field)}` : ''}`;
}

function warningsOf(said) {
  const rules = new Set(said.filter(([severity]) => severity === 'warning').map(([, rule]) => rule));
  return rules.size > 0 ? ` (${[...rules].sort().join(', ')})` : '';
}
