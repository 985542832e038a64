export {
  hideMessage,
  latestMessages,
  messagesAfter,
  postMessage,
  textsUpTo,
  writeFor,
  writeSystemLine,
} from './messages.server.ts';
export {
  answerCannotHear,
  sayCannotHear,
  takeBackCannotHear,
  unheardIn,
} from './cannot-hear.server.ts';
export { bannedAmong, banMember, bansOf, liftBan } from './bans.server.ts';
export { membershipsHeld } from './forgetting.server.ts';
export { decideReport, reportsFor, reportsWaiting } from './deciding.server.ts';
export { reportMessage } from './reports.server.ts';
export {
  acceptHosting,
  colleaguesFor,
  declineHosting,
  hostingsOf,
  offerHosting,
  withdrawHosting,
} from './hosting.server.ts';
export { seeMember, unseeMember } from './unseen.server.ts';
export {
  callColleague,
  callIn,
  callsRingingAt,
  comeWhenCalled,
  openEarlier,
  passCall,
  talksCameTo,
} from './calls/calls.server.ts';
export { endUnanswered } from './calls/due.server.ts';
export { roomOf, talkOfTwo } from './membership.server.ts';
export { endTalksGently } from './ending/due.server.ts';
export { muteMember, slowDown, unmuteMember } from './moderation.server.ts';
export {
  admitMember,
  peopleOf,
  removeMember,
  withdrawFromRooms,
  withdrawMember,
} from './members.server.ts';
export {
  closeRoom,
  closeWithin,
  eraseRoom,
  openRoom,
  openWithin,
  prepareRoom,
} from './rooms.server.ts';
export { isBarred, roomOfContact, roomOfOccurrence } from './room-queries.server.ts';
export { leaveQuietly, notePresence } from './presence.server.ts';
export {
  closeForgottenRooms,
  deleteBansOver,
  deleteOldReports,
  deleteOldRooms,
  roomTasks,
} from './due.server.ts';
export { bindRooms } from './sockets.server.ts';
export { memberId, postedSeq, statementDecision } from './input.ts';
export {
  declineStatement,
  declineWithin,
  handInStatement,
  ownStatements,
  placeStatement,
  placeWithin,
  statementsWaitingFor,
  waitingStatements,
} from './statements.server.ts';
