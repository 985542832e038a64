/** The sources as the architecture tests read them: paths relative to the project, text, imports. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '../..');

export interface Source {
  file: string;
  text: string;
  /** What it imports, as written; types too. */
  imports: string[];
}

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;
const GENERATED = /^src\/(paraglide\/|platform\/db\/schema\.generated\.ts)/;

/** Every hand-written file below a folder with one of the endings. */
export function sourcesBelow(folder: string, ending = /\.(ts|svelte)$/): Source[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
    .filter((file) => ending.test(file) && !GENERATED.test(file))
    .map(read);
}

export function read(file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8');
  return { file, text, imports: [...text.matchAll(IMPORT)].map(([, name = '']) => name) };
}

/** The features are the folders of `src` that have a door. */
export const features: string[] = readdirSync(path.join(root, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter(
    (name) =>
      !['paraglide', 'platform', 'routes', 'ui', 'commands', 'demonstration'].includes(name),
  );

/** The first folder below `src`: a feature, `platform`, `ui`, `routes`, or undefined for the entrances at the top. */
export const homeOf = (file: string): string | undefined => /^src\/([^/]+)\//.exec(file)?.[1];

export const isTest = ({ file }: Source): boolean => file.endsWith('.test.ts');
