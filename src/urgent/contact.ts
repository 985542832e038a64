/** A contact: one urgent request for a person, from press to end. */
import type { Brand } from '#platform/brand';
import { z } from 'zod';

export type ContactId = Brand<string, 'ContactId'>;

export const CONTACT_STATES = [
  'waiting',
  'ringing',
  'talking',
  'callback',
  'message',
  'answered',
  'ended',
  'left',
] as const;
export type ContactState = (typeof CONTACT_STATES)[number];

/** Looking for somebody. */
export const isCalling = (state: ContactState): boolean =>
  state === 'waiting' || state === 'ringing';
export const isOver = (state: ContactState): boolean => state === 'ended' || state === 'left';

const routeWindow = z.object({
  windowId: z.string(),
  name: z.string(),
  ringSeconds: z.number(),
});
export type RouteWindow = z.infer<typeof routeWindow>;

export const STAGE_NAMES = ['own', 'nearby', 'prefecture', 'nationwide'] as const;
export type StageName = (typeof STAGE_NAMES)[number];

const routeStage = z.object({
  /** Also the reason why its windows are on the route. */
  stage: z.enum(STAGE_NAMES),
  windows: z.array(routeWindow).min(1),
});
/** One step of a route, frozen when the person presses. */
export type RouteStage = z.infer<typeof routeStage>;
export const routeSchema = z.array(routeStage);

/** Freezes a route: stages without windows fall out, and those nearby where the person wants to pass them by. */
export const frozenRoute = (
  stages: {
    stage: StageName;
    windows: { id: string; name: string; ringSeconds: number }[];
  }[],
  skipsNearby: boolean,
): RouteStage[] =>
  stages
    .filter(({ stage }) => !skipsNearby || (stage !== 'own' && stage !== 'nearby'))
    .filter(({ windows }) => windows.length > 0)
    .map(({ stage, windows }) => ({
      stage,
      windows: windows.map(({ id, name, ringSeconds }) => ({ windowId: id, name, ringSeconds })),
    }));

export const windowsOfRoute = (route: RouteStage[]): RouteWindow[] =>
  route.flatMap((stage) => stage.windows);

/** What a contact's log tells; never what was written. */
export type ContactEventKind =
  | 'pressed'
  | 'rang'
  | 'widened'
  | 'passed'
  | 'answered'
  | 'staff_lost'
  | 'person_gone'
  | 'person_back'
  | 'words_left'
  | 'nobody_there'
  | 'ended'
  | 'left';
