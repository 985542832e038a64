import type { Plugin } from 'vite';
import { closeInOrder } from '../closing.ts';
import { parseConfig } from '../config.server.ts';
import { openDatabase, prepareDatabase } from './database.server.ts';

/** Gives the dev server the same database as the production host: embedded unless DATABASE_URL names one. */
export function databaseHost(): Plugin {
  return {
    name: 'tsudoi-database',
    apply: 'serve',
    async configureServer(server) {
      const config = parseConfig(process.env);
      if ('mistakes' in config) throw new Error(config.mistakes.join('\n'));
      const say = (line: string) => server.config.logger.info(line);
      process.env['ORIGIN'] ??= `http://localhost:${server.config.server.port}`;
      await openDatabase(config, say);
      say(await prepareDatabase(server.config.root, say));
      server.httpServer?.on(
        'close',
        () => void closeInOrder((stage, error) => say(`${stage}: ${String(error)}`)),
      );
    },
  };
}
