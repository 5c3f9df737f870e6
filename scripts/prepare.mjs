/*
 * Builds the package wherever it is installed from its sources. As a git dependency (pre-commit installs it so) npm runs
 * this without the development dependencies and with settings of a global install; then they are installed here first.
 */
import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
if (!existsSync(new URL('../node_modules/rolldown/package.json', import.meta.url))) {
  const inherited = /^npm_config_(?:global|prefix|location|omit|include|allow_git|install_links|local_prefix)$/iu;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
  execSync('npm ci --include=dev --ignore-scripts --no-audit --no-fund', { cwd: root, env, stdio: 'inherit' });
}
const { build } = await import('./build.mjs');
await build();
