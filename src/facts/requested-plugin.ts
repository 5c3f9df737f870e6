import { type FactContext, type Field, type Resource, sameName } from '../rule/index.ts';
import { barmanCloud, misnamesBarmanCloud } from './backup-setup.ts';
import { mayBePatched } from './patches.ts';
import { backedUpClusters } from './schedules.ts';

interface Asked {
  readonly cluster: Resource;
  /** The plugins that the Cluster does have. */
  readonly names: readonly string[];
}

/** What a Cluster knows of the plugin that a backup asks for. */
export type RequestedPlugin =
  | ({ readonly is: 'missing' } & Asked)
  | ({ readonly is: 'off'; readonly enabled: Field<boolean> } & Asked)
  /** It is there, or something that is not in view, open or wrong in another way keeps that from being told. */
  | { readonly is: 'fine' };

const fine: RequestedPlugin = { is: 'fine' };

/** Does the Cluster of a backup have the plugin of a name, which it asks for? Where there are several of the name, none may have it. */
export function requestedPlugin(backup: Resource, name: string, context: FactContext): RequestedPlugin {
  const { operatorPlugins } = context.project.scope;
  if (misnamesBarmanCloud(name) || operatorPlugins.includes(name)) return fine;
  const answers = context.fact(backedUpClusters, backup).map((cluster) => ask(cluster, name, context));
  return answers.find(({ is }) => is === 'fine') ?? answers[0] ?? fine;
}

function ask(cluster: Resource, name: string, context: FactContext): RequestedPlugin {
  const list = ['spec', 'plugins'];
  const entries = cluster.list('object', ...list);
  const names = entries.map(({ at }) => cluster.text(...at.path, 'name')?.value ?? '');
  if (entries.length === 0 || cluster.isUnknown(...list) || mayBePatched(cluster, context, ...list)) return fine;
  if (names.some((one) => sameName(one, name) === 'maybe')) return fine;
  const entry = entries[names.indexOf(name)];
  const enabled = entry && cluster.get('boolean', ...entry.at.path, 'enabled');
  if (enabled?.value === false && !enabled.assumed) return { is: 'off', enabled, cluster, names };
  const isMisspelt = name === barmanCloud && names.some(misnamesBarmanCloud);
  return entry || isMisspelt ? fine : { is: 'missing', cluster, names };
}
