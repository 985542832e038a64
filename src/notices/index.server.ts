export {
  endBuriedDevices,
  noticesHere,
  stillTold,
  tellFurther,
  tellHere,
  tellNoMore,
  tellOpenings,
  type Viewer,
} from './devices.server.ts';
export { noticeTasks } from './due.server.ts';
export { isMailAddress, mail, mailIsOffered } from './mail.server.ts';
export { noticeFor, noticeForAccounts } from './notices.server.ts';
