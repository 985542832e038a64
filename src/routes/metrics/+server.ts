import { error } from '@sveltejs/kit';
import { config } from '#platform/config';
import { sha256 } from '#platform/secrets';
import { tellMetrics } from '../../metrics.server.ts';

/** For whoever has the operator's token; not there for anybody else, nor where none is set. */
export function GET({ request }) {
  const token = config().METRICS_TOKEN;
  const given = request.headers.get('authorization') ?? '';
  // As hashes, so that the time it takes tells nothing of the token.
  if (!token || !sha256(given).equals(sha256(`Bearer ${token}`))) error(404);
  return tellMetrics();
}
