export { writeBackup } from './backup.server.ts';
export { restoreBackup, type RestoreRefusal } from './restore.server.ts';
