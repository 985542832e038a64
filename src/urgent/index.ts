export * from './events.ts';
export type { ContactId, ContactState, StageName } from './contact.ts';
export type { Desk, DeskMessage, DeskRing, DeskTalk, RouteLine } from './desk.ts';
export type { StageProgress, Talk, TalkStage } from './talk.ts';
