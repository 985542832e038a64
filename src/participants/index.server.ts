export {
  absentPerson,
  appearing,
  newPerson,
  type AbsentPerson,
  type NewPerson,
} from './appear.server.ts';
export {
  calendarReader,
  calendarTitlesOf,
  endCalendar,
  giveCalendar,
} from './calendar-secrets.server.ts';
export { participantJobs, participantTasks } from './due.server.ts';
export {
  deviceIsRemembered,
  deviceKeyIn,
  forgetDevice,
  identifyParticipant,
  rememberDevice,
  startSession,
} from './device.server.ts';
export { awaitNewcomer, effortFor } from './newcomers.server.ts';
export {
  forgetBuried,
  forgetIdlePeople,
  forgetPerson,
  saysPersonGone,
  type Holding,
} from './forgetting.server.ts';
export { countWords, wordsNotInList } from './phrase.ts';
export {
  issuePhrase,
  notePhrase,
  phraseIsNoted,
  recoverByPhrase,
  rotatePhrase,
} from './phrase.server.ts';
export { isKeptByStaff, printedWords, printPhrase } from './printed-phrase.server.ts';
export {
  barBehind,
  barredAmong,
  barredFaces,
  facesBarred,
  derivedPseudonym,
  dropFace,
  letBehind,
  participantBehind,
  participantsBehind,
  pseudonymsOf,
} from './pseudonyms.server.ts';
export { holdFace, lockFace, lockParticipant } from './face-queries.server.ts';
