export * from './events.ts';
export type { ContactId, ContactState, StageName } from './contact.ts';
export type { Desk, DeskMessage, DeskRing, DeskTalk, RouteLine } from './desk.ts';
export type { StageAhead, StageProgress, Talk, TalkStage } from './talk.ts';
export type { TalkAnswer, TalkPageData } from './talk-page.ts';
export type { DeskAnswer, DeskPageData } from './desk-page.ts';
