export * from './events.ts';
export * from './passing-on/passing-on.ts';
export type { StageName } from './contact.ts';
export type { Desk } from './desk/desk.ts';
export type { Talk } from './talk/talk.ts';
export type { TalkAnswer, TalkPageData } from './talk/talk-page.ts';
export type { DeskAnswer, DeskPageData } from './desk/desk-page.ts';
export * from './promises.ts';
