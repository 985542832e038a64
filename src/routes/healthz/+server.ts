import { json } from '@sveltejs/kit';
import { lookAfterHealth } from '../../health.server.ts';

/** Alive, and what is wrong: 200 even then, for a restart does not help. `/readyz` tells a balancer. */
export async function GET() {
  const checks = await lookAfterHealth();
  const status = Object.values(checks).every((answer) => answer === 'ok') ? 'ok' : 'degraded';
  return json({ status, checks }, { headers: { 'cache-control': 'no-store' } });
}
