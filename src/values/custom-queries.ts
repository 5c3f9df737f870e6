/*
 * The queries from which the operator makes metrics, as its exporter reads them: names, with a query and its metrics. What is
 * of another type keeps the whole document from being read.
 */

/** A mistake, at the path of the value at fault or missing. */
export interface QueryFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** Whether the rest of the document is read all the same. */
  readonly isAlone: boolean;
}

const usages = ['DISCARD', 'LABEL', 'COUNTER', 'GAUGE', 'HISTOGRAM', 'MAPPEDMETRIC', 'DURATION'];
const booleans = ['y', 'yes', 'on', 'n', 'no', 'off'];

/** What is wrong with a document of queries. Nothing at all in it is no mistake. */
export function* queryFaults(document: unknown): Generator<QueryFault> {
  if (isAbsent(document)) return;
  if (!isMapping(document)) {
    yield refusal([], 'The queries are not a mapping of names');
    return;
  }
  for (const [name, query] of Object.entries(document)) yield* faultsOfQuery(name, query);
}

function* faultsOfQuery(name: string, query: unknown): Generator<QueryFault> {
  const shown = `Query "${name}"`;
  if (!isMapping(query)) {
    if (isAbsent(query)) yield slip([name], `${shown} is empty`);
    else yield refusal([name], `${shown} is not a mapping with a query and its metrics`);
    return;
  }
  for (const key of ['query', 'predicate_query', 'runonserver', 'name'])
    if (isCollection(query[key])) yield refusal([name, key], `${shown} has a ${key} that is no text`);
  if (isAbsent(query['query']) || query['query'] === '') yield slip([name, 'query'], `${shown} has no query`);
  for (const key of ['primary', 'master'])
    if (!isBoolean(query[key])) yield refusal([name, key], `${shown} has a ${key} that is neither true nor false`);
  const cache = query['cache_seconds'];
  if (!isAbsent(cache) && !(typeof cache === 'number' && Number.isInteger(cache) && cache >= 0))
    yield refusal([name, 'cache_seconds'], `${shown} has cache_seconds that are no whole number`);
  const databases = query['target_databases'];
  if (!isAbsent(databases) && !(Array.isArray(databases) && !databases.some(isCollection)))
    yield refusal([name, 'target_databases'], `${shown} has target_databases that are no list of names`);
  yield* faultsOfMetrics(name, shown, query['metrics']);
}

function* faultsOfMetrics(name: string, shown: string, metrics: unknown): Generator<QueryFault> {
  if (isAbsent(metrics)) return;
  if (!Array.isArray(metrics)) {
    yield refusal([name, 'metrics'], `${shown} has metrics that are no list`);
    return;
  }
  for (const [index, metric] of metrics.entries()) {
    const path = [name, 'metrics', index];
    if (isAbsent(metric)) continue;
    if (!isMapping(metric)) yield refusal(path, `${shown} has a metric that is not a column with its usage`);
    else
      for (const [column, mapping] of Object.entries(metric))
        yield* faultsOfColumn([...path, column], `${shown}, ${shownColumn(column)},`, mapping);
  }
}

function* faultsOfColumn(path: QueryFault['path'], shown: string, mapping: unknown): Generator<QueryFault> {
  if (!isMapping(mapping)) {
    if (isAbsent(mapping)) yield slip(path, `${shown} has no usage`);
    else yield refusal(path, `${shown} is not a mapping with a usage`);
    return;
  }
  const { usage, metric_mapping: values } = mapping;
  for (const key of ['usage', 'description', 'pg_version', 'name'])
    if (isCollection(mapping[key])) yield refusal([...path, key], `${shown} has a ${key} that is no text`);
  if (!isAbsent(values) && !(isMapping(values) && Object.values(values).every(isNumber)))
    yield refusal([...path, 'metric_mapping'], `${shown} has a metric_mapping that is not one of texts to numbers`);
  if (isCollection(usage)) return;
  if (isAbsent(usage)) yield slip([...path, 'usage'], `${shown} has no usage`);
  else if (!usages.includes(String(usage))) yield slip([...path, 'usage'], `${shown} has the unknown usage "${usage}"`);
  else if (usage === 'MAPPEDMETRIC' && isAbsent(values))
    yield slip([...path, 'metric_mapping'], `${shown} is a MAPPEDMETRIC without a metric_mapping`);
}

/** A column as a message has it: kubectl reads `n` and the like as booleans, so that the name is not known. */
function shownColumn(name: string): string {
  return name === 'true' || name === 'false' ? 'one column' : `column "${name}"`;
}

function refusal(path: QueryFault['path'], message: string): QueryFault {
  return { path, message, isAlone: false };
}

function slip(path: QueryFault['path'], message: string): QueryFault {
  return { path, message, isAlone: true };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isCollection(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return isCollection(value) && !Array.isArray(value);
}

function isBoolean(value: unknown): boolean {
  return isAbsent(value) || typeof value === 'boolean' || booleans.includes(String(value).toLowerCase());
}

function isNumber(value: unknown): boolean {
  return isAbsent(value) || typeof value === 'number';
}
