/** The way of a contact from window to window, frozen when the person presses. */
import { seconds } from '#platform/clock';
import { z } from 'zod';
import type { Stage } from './policy.ts';

const routeWindow = z.object({
  windowId: z.string(),
  name: z.string(),
  ringSeconds: z.number(),
  /** In what it is not as the person wishes; nobody is kept out by it. */
  unlike: z.array(z.enum(['language', 'method'])).default([]),
});
type RouteWindow = z.infer<typeof routeWindow>;

const STAGE_NAMES = [
  'chosen',
  'district',
  'districts',
  'own',
  'nearby',
  'prefecture',
  'nationwide',
] as const;
const BEYOND: readonly string[] = ['prefecture', 'nationwide'];
export type StageName = (typeof STAGE_NAMES)[number];

/** The person named their town and is led past the windows around it: none of them is proposed either. */
export const passesNearbyBy = ({ code5, route }: { code5: string | null; route: RouteStage[] }) =>
  code5 !== null && route.every(({ stage }) => BEYOND.includes(stage));

const routeStage = z.object({
  /** Also the reason why its windows are on the route. */
  stage: z.enum(STAGE_NAMES),
  windows: z.array(routeWindow).min(1),
});
/** One step of a route, frozen when the person presses. */
export type RouteStage = z.infer<typeof routeStage>;
export const routeSchema = z.array(routeStage);

interface NamedWindow {
  id: string;
  name: string;
  ringSeconds: number;
}

interface WindowAhead extends NamedWindow {
  languages: string[];
  methods: string[];
}

/** Freezes a route: stages without windows fall out, and those nearby where the person wants to pass them by. */
export const frozenRoute = (
  stages: { stage: StageName; windows: WindowAhead[] }[],
  { skipsNearby, language }: { skipsNearby: boolean; language: string },
): RouteStage[] =>
  stages
    .filter(({ stage }) => !skipsNearby || BEYOND.includes(stage))
    .filter(({ windows }) => windows.length > 0)
    .map(({ stage, windows }) => ({
      stage,
      windows: windows.map((window) => ({
        ...asChosen(window),
        unlike: unlikeOf(window, language),
      })),
    }));

/** A window that somebody names themselves is as they wish. */
export const asChosen = ({ id, name, ringSeconds }: NamedWindow): RouteWindow => ({
  ...{ windowId: id, name, ringSeconds, unlike: [] },
});

/** One talks in writing here. A window that names no method may do so too. */
const unlikeOf = ({ languages, methods }: WindowAhead, language: string): RouteWindow['unlike'] => [
  ...(languages.includes(language) ? [] : (['language'] as const)),
  ...(methods.length === 0 || methods.includes('chat') ? [] : (['method'] as const)),
];

/** Windows that were chosen, before all others; they stand nowhere twice. */
export function chosenFirst(chosen: RouteWindow[], route: RouteStage[]): RouteStage[] {
  const ids = new Set(chosen.map(({ windowId }) => windowId));
  const others = route.map(({ stage, windows }) => ({
    stage,
    windows: windows.filter(({ windowId }) => !ids.has(windowId)),
  }));
  return [
    { stage: 'chosen', windows: chosen },
    ...others.filter(({ windows }) => windows.length > 0),
  ];
}

/** A route as the policy needs it. */
export const stagesOf = (route: RouteStage[]): Stage[] =>
  route.map((stage) => ({ windowIds: stage.windows.map((window) => window.windowId) }));

/** How much less each window is as the person wishes than the best of its stage; the language counts most. */
export const misfitsOf = (route: RouteStage[]): Map<string, number> =>
  new Map(
    route.flatMap(({ windows }) => {
      const best = Math.min(...windows.map(misfit));
      return windows.map((window) => [window.windowId, misfit(window) - best]);
    }),
  );

const misfit = ({ unlike }: RouteWindow): number =>
  (unlike.includes('language') ? 2 : 0) + (unlike.includes('method') ? 1 : 0);

export const windowsOfRoute = (route: RouteStage[]): RouteWindow[] =>
  route.flatMap((stage) => stage.windows);

export const windowIdsOf = (route: RouteStage[]): string[] =>
  windowsOfRoute(route).map(({ windowId }) => windowId);

/** When the stage that rings now began and when it widens, in milliseconds since 1970; at the route's end all of it rings. */
export function stageSpan(contact: {
  route: RouteStage[];
  stage: number;
  stage_due_at: Date | null;
}): { stageFrom: number | null; stageUntil: number | null } {
  const until = contact.stage_due_at;
  if (!until) return { stageFrom: null, stageUntil: null };
  const windows = contact.route[contact.stage]?.windows ?? windowsOfRoute(contact.route);
  const longest = Math.max(0, ...windows.map((window) => window.ringSeconds));
  return { stageFrom: until.getTime() - seconds(longest), stageUntil: until.getTime() };
}
