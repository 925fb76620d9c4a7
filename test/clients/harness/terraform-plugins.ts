import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const AWS = join('registry.terraform.io', 'hashicorp', 'aws');

export type FoundPlugins = { readonly directory: string } | { readonly absent: string };

/**
 * Looks on this machine for a directory of Terraform providers that has the AWS one for this platform: where
 * FERRULE_TF_PLUGIN_DIR says, or else where Terraform itself would look and people commonly keep mirrors.
 */
export function pluginDirectory(platform: string, environment: NodeJS.ProcessEnv): FoundPlugins {
  const told = environment['FERRULE_TF_PLUGIN_DIR'];
  const places = told === undefined ? commonPlaces(environment) : [told];
  const directory = places.find((place) => hasAwsProvider(place, platform));
  if (directory !== undefined) return { directory };
  return {
    absent:
      told === undefined
        ? 'no local copy of the Terraform provider for AWS (FERRULE_TF_PLUGIN_DIR can say where a mirror is)'
        : `FERRULE_TF_PLUGIN_DIR=${told} has no Terraform provider for AWS`,
  };
}

/** In either layout of a mirror: unpacked (`<version>/<platform>/`) or packed (one archive for each). */
function hasAwsProvider(directory: string, platform: string): boolean {
  return entriesOf(join(directory, AWS)).some(
    (entry) => entry.endsWith(`_${platform}.zip`) || existsSync(join(directory, AWS, entry, platform)),
  );
}

function commonPlaces(environment: NodeJS.ProcessEnv): readonly string[] {
  const home = homedir();
  const dataHome = environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share');
  const dataDirectories = (environment['XDG_DATA_DIRS'] ?? '/usr/local/share:/usr/share').split(':');
  const cache = environment['TF_PLUGIN_CACHE_DIR'];
  return [
    ...configuredPlaces(environment['TF_CLI_CONFIG_FILE'] ?? join(home, '.terraformrc')),
    ...(cache === undefined ? [] : [cache]),
    join(home, '.terraform.d', 'plugins'),
    join(home, '.terraform.d', 'plugin-cache'),
    ...[dataHome, ...dataDirectories].map((place) => join(place, 'terraform', 'plugins')),
    ...['/opt', '/srv', '/usr/local/lib'].flatMap((parent) =>
      entriesOf(parent).flatMap((entry) => [join(parent, entry), join(parent, entry, 'plugins')]),
    ),
  ];
}

/** The mirrors and the cache that a configuration file of Terraform's names. */
function configuredPlaces(file: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return [...text.matchAll(/^\s*(?:path|plugin_cache_dir)\s*=\s*"([^"]+)"/gm)].map(([, path = '']) =>
    path.replace(/^\$HOME\b|^~/, homedir()),
  );
}

function entriesOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}
