/**
 * A process of its own that writes a picture anew: it reads one from standard input, decodes it to its points, and writes those.
 * What else was in the file is gone: where and with what it was taken, small copies of it, whatever stands behind its end. A
 * picture made to break this breaks this process and nothing else. Ends with 0 when the picture is whole, else with 3.
 */
import { writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import sharp, { type Sharp } from 'sharp';

const MOST_POINTS = 40_000_000;
const SECONDS = 20;
const CANNOT_READ = 3;
const READERS: Record<string, string> = { jpeg: 'VipsForeignLoadJpegBuffer', png: 'VipsForeignLoadPngBuffer', webp: 'VipsForeignLoadWebpBuffer', gif: 'VipsForeignLoadNsgifBuffer' };

/** When memory runs out, this process is the one to go and not the server. Where the system does not know that, it is left out. */
function goFirst(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    return;
  }
}

function written(picture: Sharp, format: string | undefined): Sharp {
  if (format === 'jpeg') return picture.jpeg({ quality: 90 });
  if (format === 'png') return picture.png();
  if (format === 'webp') return picture.webp({ quality: 90 });
  return picture.gif();
}

async function rewrite(format: string | undefined): Promise<void> {
  const reader = READERS[format ?? ''];
  if (reader === undefined) throw new TypeError('no such format');
  // Only the reader of this one format: what else the library can read cannot be reached by a file that says it is a picture.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: [reader] });
  sharp.cache(false);
  sharp.concurrency(1);
  const isMoving = format === 'gif' || format === 'webp';
  const sent = await buffer(process.stdin);
  const picture = sharp(sent, { limitInputPixels: MOST_POINTS, failOn: 'error', animated: isMoving }).timeout({ seconds: SECONDS });
  const { pages = 1 } = await picture.metadata();
  // Which way up it was held stands in what is thrown away.
  await pipeline(written(pages > 1 ? picture : picture.autoOrient(), format), process.stdout);
}

goFirst();
try {
  await rewrite(process.argv[2]);
} catch {
  process.exitCode = CANNOT_READ;
}
