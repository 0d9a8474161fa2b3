import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CannotOpenDatabase, cannotUse } from './cannot-open.ts';

/** PostgreSQL refuses to run as root; this user exists on every machine and owns nothing. */
const NOBODY = 65_534;
/** For root's data folders that nobody else can reach, such as those below /root. */
const ELSEWHERE = '/var/lib/keerpunt';
/** The kernel takes this many bytes for the address of a socket, and PostgreSQL adds a name of its own. */
const LONGEST_SOCKET = 107 - '/.s.PGSQL.5432.lock'.length;

type Owner = { uid: number; gid: number };

export type Place = {
  folder: string;
  cluster: string;
  socket: string;
  log: string;
  /** The user PostgreSQL runs as, or null where that is ours. */
  owner: Owner | null;
};

/** Step by step, for asking for all at once never comes back where a parent refuses to hold folders (such as /proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

const isOpenToOthers = (folder: string) => (statSync(folder).mode & 0o001) !== 0;

/** The first folder on the way that is closed to others, or null. */
function closedAncestor(folder: string): string | null {
  for (let above = dirname(folder); ; above = dirname(above)) {
    if (!isOpenToOthers(above)) return above;
    if (above === dirname(above)) return null;
  }
}

function moveElsewhere(link: string, closed: string): void {
  try {
    makeFolder(ELSEWHERE);
    const folder = mkdtempSync(join(ELSEWHERE, 'data-'));
    chmodSync(folder, 0o755);
    symlinkSync(folder, link);
  } catch {
    throw new CannotOpenDatabase(`PostgreSQL does not run as root, and other users cannot reach ${closed}; choose a data folder elsewhere with --data`);
  }
}

/** Root's data folder gets a part that PostgreSQL's own user can reach. */
function prepareAsRoot(data: string, link: string): Owner {
  if (!existsSync(link)) {
    const closed = closedAncestor(realpathSync(data));
    if (closed !== null) moveElsewhere(link, closed);
    // Passing through is enough: it can list nothing and read nothing of ours.
    else if (!isOpenToOthers(data)) chmodSync(data, statSync(data).mode | 0o001);
  }
  if (existsSync(link)) {
    // Who owns the data goes on owning them, so that an operator can give them to a user of their choice.
    const { uid, gid } = statSync(link);
    if (uid !== 0) return { uid, gid };
  }
  return { uid: NOBODY, gid: NOBODY };
}

function own(folder: string, owner: Owner | null): void {
  makeFolder(folder);
  if (owner) chownSync(folder, owner.uid, owner.gid);
}

/** A folder for the socket that is near if its name is short enough for the kernel. */
function prepareSocket(folder: string, owner: Owner | null): string {
  const near = join(folder, 'socket');
  const isNear = Buffer.byteLength(near) <= LONGEST_SOCKET;
  const { dev, ino } = statSync(folder);
  // Named after the folder, so that a second process finds the server of the first.
  const socket = isNear ? near : join(realpathSync(tmpdir()), `keerpunt-${dev}-${ino}`);
  makeFolder(socket);
  const { uid } = lstatSync(socket);
  const isOurs = uid === process.getuid?.() || uid === owner?.uid;
  // Anybody can make folders in the machine's place for them, and would then be asked in our place.
  if (!isOurs || lstatSync(socket).isSymbolicLink()) throw new CannotOpenDatabase(`${socket} belongs to somebody else; remove it`);
  own(socket, owner);
  // Whoever may enter this folder may become any role: there is no password.
  chmodSync(socket, 0o700);
  return socket;
}

/** Prepares PostgreSQL's part of a data folder. Throws CannotOpenDatabase when it cannot be written. */
export function preparePlace(data: string): Place {
  const link = join(data, 'postgres');
  try {
    makeFolder(data);
    const owner = process.getuid?.() === 0 ? prepareAsRoot(data, link) : null;
    own(link, owner);
    const folder = realpathSync(link);
    const socket = prepareSocket(folder, owner);
    return { folder, cluster: join(folder, 'cluster'), socket, log: join(folder, 'server.log'), owner };
  } catch (error) {
    throw error instanceof CannotOpenDatabase ? error : cannotUse(data, error);
  }
}
