import { isClosing } from '#platform/closing';
import { databaseProblem } from '../../health.server.ts';

export async function GET() {
  const ready = !isClosing() && (await databaseProblem()) === null;
  return new Response(ready ? 'ready\n' : 'not ready\n', {
    status: ready ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
