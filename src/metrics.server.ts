/** What `/metrics` tells those who watch the portal: routes, states and load, nobody in particular. */
import type { Handle } from '@sveltejs/kit';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { linesLogged } from '#platform/log';
import { socketsOpen } from '#platform/realtime/server';
import { lookAfterHealth } from './health.server.ts';

const registry = new Registry();
const registers = [registry];
collectDefaultMetrics({ register: registry });

const requests = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Answers by the template of their route, never by address.',
  labelNames: ['method', 'route', 'status'],
  registers,
});

new Gauge({
  name: 'tsudoi_sockets',
  help: 'Sockets open now.',
  labelNames: ['namespace'],
  registers,
  collect() {
    for (const [namespace, open] of socketsOpen()) this.set({ namespace }, open);
  },
});

new Gauge({
  name: 'tsudoi_problem',
  help: '1 where this check of /healthz has found something wrong.',
  labelNames: ['check'],
  registers,
  async collect() {
    for (const [check, answer] of Object.entries(await lookAfterHealth()))
      this.set({ check }, answer === 'ok' ? 0 : 1);
  },
});

new Counter({
  name: 'tsudoi_log_lines_total',
  help: 'Lines of the log since the start: each error is a fault of ours.',
  labelNames: ['level'],
  registers,
  collect() {
    this.reset();
    for (const [level, lines] of linesLogged) this.inc({ level }, lines);
  },
});

/** Counts an answer and how long it took. */
export const measured: Handle = async ({ event, resolve }) => {
  const done = requests.startTimer();
  const response = await resolve(event);
  const { method } = event.request;
  done({ method, route: event.route.id ?? 'none', status: response.status });
  return response;
};

/** As Prometheus reads it. */
export const tellMetrics = async (): Promise<Response> =>
  new Response(await registry.metrics(), {
    headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
  });
